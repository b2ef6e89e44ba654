"""Addresses of the field."""

from django.urls import path

from mulin.surfaces.field.views import case, ground, homes, report, shift, today

app_name = "field"
urlpatterns = [
    path("", today.today, name="today"),
    path("report/", report.Finding.as_view(), name="report"),
    path("map/", ground.ground, name="map"),
    path("homes/", homes.homes, name="homes"),
    path("shift/", shift.shift, name="shift"),
    path("cases/<uuid:case_id>/", case.case_page, name="case"),
    path("cases/<uuid:case_id>/<slug:verb>/", case.FieldVerb.as_view(), name="verb"),
]
