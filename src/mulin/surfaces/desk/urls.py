"""Addresses of the desk."""

from django.urls import path

from mulin.surfaces.desk.reach import for_posts
from mulin.surfaces.desk.views import (
    bulk,
    campaign_list,
    campaigns,
    case,
    diary,
    inbox,
    lists,
    new,
    rounds,
    weeks,
)

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
    path("campaigns/", for_posts(campaigns.campaigns), name="campaigns"),
    path("campaigns/new/", for_posts(campaigns.NewCampaign.as_view()), name="campaign_new"),
    path("campaigns/list.xlsx", for_posts(campaign_list.template), name="campaign_template"),
    path("campaigns/targets/<uuid:target_id>/", for_posts(campaigns.DeskTarget.as_view()), name="target"),
    path(
        "campaigns/targets/<uuid:target_id>/<slug:verb>/",
        for_posts(campaigns.DeskTargetVerb.as_view()),
        name="target_verb",
    ),
    path("campaigns/<uuid:campaign_id>/", for_posts(campaigns.campaign), name="campaign"),
    path(
        "campaigns/<uuid:campaign_id>/list/",
        for_posts(campaign_list.MakeList.as_view()),
        name="campaign_list",
    ),
    path(
        "campaigns/<uuid:campaign_id>/change/",
        for_posts(campaigns.ChangeCampaign.as_view()),
        name="campaign_change",
    ),
    path(
        "campaigns/<uuid:campaign_id>/end/", for_posts(campaigns.EndCampaign.as_view()), name="campaign_end"
    ),
    path("weeks/", for_posts(weeks.weeks), name="weeks"),
    path("weeks/new/", for_posts(weeks.PlanWeek.as_view()), name="week_new"),
    path("weeks/<uuid:outreach_id>/", for_posts(weeks.Week.as_view()), name="week"),
    path("weeks/<uuid:outreach_id>/change/", for_posts(weeks.PlanWeek.as_view()), name="week_change"),
    path(
        "weeks/<uuid:outreach_id>/photos/<uuid:photo_id>/",
        for_posts(weeks.WeekPhoto.as_view()),
        name="week_photo",
    ),
    path("weeks/<uuid:outreach_id>/<slug:verb>/", for_posts(weeks.WeekVerb.as_view()), name="week_verb"),
    path("diary/", for_posts(diary.diary), name="diary"),
    path("diary/topics/", for_posts(diary.topics), name="topics"),
    path("diary/topics/<uuid:topic_id>/", for_posts(diary.Topic.as_view()), name="topic"),
    path("diary/<uuid:entry_id>/<slug:verb>/", for_posts(diary.EntryVerb.as_view()), name="entry_verb"),
    path("cases/<uuid:case_id>/", for_posts(case.case_page), name="case"),
    path("cases/<uuid:case_id>/compare/<uuid:other_id>/", for_posts(case.compare), name="compare"),
    path("cases/<uuid:case_id>/sitting/", for_posts(case.SittingPage.as_view()), name="sitting"),
    path("cases/<uuid:case_id>/photos/<uuid:photo_id>/", for_posts(case.photo), name="photo"),
    path("cases/<uuid:case_id>/<slug:verb>/", for_posts(case.DeskVerb.as_view()), name="verb"),
]
