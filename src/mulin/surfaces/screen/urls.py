"""Addresses of the command view."""

from django.urls import path

from mulin.surfaces.screen.views import answers, late, links, overview, repeats

app_name = "screen"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("late/", late.late, name="late"),
    path("repeats/", repeats.repeats_page, name="repeats"),
    path("links/", links.links, name="links"),
    path("answers/", answers.answers, name="answers"),
]
