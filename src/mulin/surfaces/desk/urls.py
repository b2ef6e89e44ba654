"""Addresses of the desk."""

from django.urls import path

from mulin.surfaces.desk.views import bulk, case, inbox, lists, new

app_name = "desk"
urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("bulk/", bulk.bulk, name="bulk"),
    path("work/", lists.work, name="work"),
    path("unplaced/", lists.unplaced, name="unplaced"),
    path("whistles/", lists.whistles, name="whistles"),
    path("callbacks/", lists.callbacks, name="callbacks"),
    path("supervision/", lists.supervision, name="supervision"),
    path("search/", lists.search, name="search"),
    path("groups/", lists.groups, name="groups"),
    path("groups/<int:group_id>/", lists.group, name="group"),
    path("agenda/", lists.agenda, name="agenda"),
    path("new/", new.NewReport.as_view(), name="new"),
    path("cases/<uuid:case_id>/", case.case_page, name="case"),
    path("cases/<uuid:case_id>/compare/<uuid:other_id>/", case.compare, name="compare"),
    path("cases/<uuid:case_id>/sitting/", case.SittingPage.as_view(), name="sitting"),
    path("cases/<uuid:case_id>/<slug:verb>/", case.DeskVerb.as_view(), name="verb"),
]
