"""All addresses, by audience."""

from django.urls import URLPattern, URLResolver, include, path

from mulin.surfaces.open import health

handler400 = "mulin.ui.errors.bad_request"
handler403 = "mulin.ui.errors.refused"
handler404 = "mulin.ui.errors.not_found"
handler500 = "mulin.ui.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    path("", include("mulin.ui.urls")),
    path("", include("mulin.ui.cases.urls")),
    path("", include("mulin.surfaces.open.urls")),
    path("desk/", include("mulin.surfaces.desk.urls")),
    path("care/", include("mulin.surfaces.care.urls")),
    path("ops/", include("mulin.surfaces.ops.urls")),
    path("field/", include("mulin.surfaces.field.urls")),
    path("", include("mulin.surfaces.resident.urls")),
    path("screen/", include("mulin.surfaces.screen.urls")),
]
