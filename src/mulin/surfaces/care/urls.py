"""Addresses of care."""

from django.urls import path

from mulin.surfaces.care.views import alert, calling, entry, lists, new

app_name = "care"
urlpatterns = [
    path("", lists.register, name="register"),
    path("new/", new.NewEntry.as_view(), name="new"),
    path("<uuid:entry_id>/", entry.EntryPage.as_view(), name="entry"),
    path("<uuid:entry_id>/paper/", entry.paper, name="paper"),
    path("alerts/<uuid:alert_id>/", alert.AlertPage.as_view(), name="alert"),
    path("checks/<int:check_id>/", lists.call, name="check"),
    path("calls/<uuid:calling_id>/", calling.CallingPage.as_view(), name="calling"),
    path("visits/<uuid:delivery_id>/", lists.visit, name="visit"),
]
