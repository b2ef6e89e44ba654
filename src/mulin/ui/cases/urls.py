"""Addresses of photos."""

from django.urls import path

from mulin.ui.cases import photos

app_name = "files"
urlpatterns = [
    path("photo/<uuid:photo_id>/", photos.photo, name="photo"),
    path("photo/<uuid:photo_id>/thumb/", photos.thumb, name="thumb"),
]
