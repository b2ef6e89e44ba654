"""Addresses of the desk."""

from django.urls import path

from mulin.surfaces.desk.reach import for_posts
from mulin.surfaces.desk.views import bulk, case, inbox, lists, new, rounds

app_name = "desk"
urlpatterns = [
    path("", for_posts(inbox.inbox), name="inbox"),
    path("bulk/", for_posts(bulk.bulk), name="bulk"),
    path("work/", for_posts(lists.work), name="work"),
    path("unplaced/", for_posts(lists.unplaced), name="unplaced"),
    path("whistles/", for_posts(lists.whistles), name="whistles"),
    path("callbacks/", for_posts(lists.callbacks), name="callbacks"),
    path("supervision/", for_posts(lists.supervision), name="supervision"),
    path("search/", for_posts(lists.search), name="search"),
    path("groups/", for_posts(lists.groups), name="groups"),
    path("groups/<int:group_id>/", for_posts(lists.group), name="group"),
    path("agenda/", for_posts(lists.agenda), name="agenda"),
    path("rounds/", for_posts(rounds.board), name="rounds"),
    path("rounds/plans/", for_posts(rounds.plans), name="plans"),
    path("rounds/plans/new/", for_posts(rounds.NewPlanPage.as_view()), name="new_plan"),
    path("rounds/plans/<uuid:plan_id>/", for_posts(rounds.plan_page), name="plan"),
    path("rounds/plans/<uuid:plan_id>/stop/", for_posts(rounds.stop), name="stop_plan"),
    path("rounds/<uuid:round_id>/", for_posts(rounds.RoundPage.as_view()), name="round"),
    path("new/", for_posts(new.NewReport.as_view()), name="new"),
    path("cases/<uuid:case_id>/", for_posts(case.case_page), name="case"),
    path("cases/<uuid:case_id>/compare/<uuid:other_id>/", for_posts(case.compare), name="compare"),
    path("cases/<uuid:case_id>/sitting/", for_posts(case.SittingPage.as_view()), name="sitting"),
    path("cases/<uuid:case_id>/photos/<uuid:photo_id>/", for_posts(case.photo), name="photo"),
    path("cases/<uuid:case_id>/<slug:verb>/", for_posts(case.DeskVerb.as_view()), name="verb"),
]
