"""Addresses of GeoReport v2; the suffix is the format."""

from django.urls import path, register_converter

from mulin.surfaces.open.georeport import views


class Format:
    """One of the two formats."""

    regex = "json|xml"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Format, "format")

app_name = "open311"
urlpatterns = [
    path("discovery.<format:fmt>", views.discovery, name="discovery"),
    path("services.<format:fmt>", views.service_list, name="services"),
    path("services/<str:code>.<format:fmt>", views.service_definition, name="service"),
    path("requests.<format:fmt>", views.requests, name="requests"),
    path("requests/<str:number>.<format:fmt>", views.one_request, name="request"),
    path("tokens/<str:token>.<format:fmt>", views.token, name="token"),
    path("<path:rest>.<format:fmt>", views.nothing, name="nothing"),
]
