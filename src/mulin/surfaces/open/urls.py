"""Addresses for programs."""

from django.urls import path

from mulin.surfaces.open.api.docs import docs
from mulin.surfaces.open.api.site import api

urlpatterns = [
    path("api/v1/docs", docs, name="api_docs"),
    path("api/v1/", api.urls),
]
