"""Addresses for programs."""

from django.urls import include, path

from mulin.surfaces.open.api.docs import docs
from mulin.surfaces.open.api.site import api

urlpatterns = [
    path("api/v1/docs", docs, name="api_docs"),
    path("api/v1/", api.urls),
    path("open311/v2/", include("mulin.surfaces.open.georeport.urls")),
]
