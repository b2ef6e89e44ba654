"""Addresses of residents."""

from django.urls import path

from mulin.surfaces.resident.views import (
    card,
    care,
    delegates,
    home,
    matter,
    me,
    mine,
    progress,
    report,
    thing,
    tours,
    weeks,
    who,
)

app_name = "resident"
urlpatterns = [
    path("", home.home, name="home"),
    path("report/", report.Report.as_view(), name="report"),
    path("report/acts/", report.kept, name="kept_report"),
    path("report/hints/", report.hints, name="hints"),
    path("mine/", mine.mine, name="mine"),
    path("mine/<uuid:case_id>/", matter.Matter.as_view(http_method_names=["get", "head"]), name="matter"),
    path(
        "mine/<uuid:case_id>/do/<slug:verb>/", matter.Matter.as_view(http_method_names=["post"]), name="verb"
    ),
    path(
        "mine/<uuid:case_id>/<slug:key>/",
        matter.Keyed.as_view(http_method_names=["get", "head"]),
        name="keyed",
    ),
    path(
        "mine/<uuid:case_id>/<slug:key>/do/<slug:verb>/",
        matter.Keyed.as_view(http_method_names=["post"]),
        name="keyed_verb",
    ),
    path("mine/<uuid:case_id>/<slug:key>/photo/<uuid:photo_id>/", matter.keyed_photo, name="keyed_photo"),
    path("c/<slug:code>/", progress.progress, name="progress"),
    path("c/<slug:code>/follow/", progress.begin, name="follow"),
    path("c/<slug:code>/unfollow/", progress.end, name="unfollow"),
    path("t/<slug:code>/", thing.thing, name="thing"),
    path("who/", who.who, name="who"),
    path("card/<slug:code>/", card.card, name="card"),
    path("card/<slug:code>.pdf", card.sheet, name="sheet"),
    path("weeks/", weeks.weeks, name="weeks"),
    path("weeks/<slug:code>/", weeks.week, name="week"),
    path("tours/", tours.tours, name="tours"),
    path("tours/<slug:code>/", tours.tour, name="tour"),
    path("me/", me.Me.as_view(), name="me"),
    path("me/care/", care.care, name="care"),
    path("me/care/<uuid:entry_id>/absence/", care.absence, name="care_absence"),
    path("me/care/<uuid:entry_id>/withdraw/", care.withdraw, name="care_withdraw"),
    path("me/care/visits/<uuid:delivery_id>/", care.visit, name="care_visit"),
    path("me/tours/", tours.mine, name="my_tours"),
    path("me/tours/<uuid:seat_id>/", tours.say, name="my_seat"),
    path("me/consent/", me.consent, name="consent"),
    path("me/delegates/", delegates.name, name="delegate"),
    path("me/delegates/<int:delegate_id>/end/", delegates.end, name="end_delegate"),
    path("me/looks/<int:person_id>/", delegates.looks, name="looks"),
    path("me/erase/", me.erase, name="erase"),
]
