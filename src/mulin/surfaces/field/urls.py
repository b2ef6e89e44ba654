"""Addresses of the field."""

from django.urls import path

from mulin.surfaces.field.views import (
    acts,
    campaigns,
    case,
    day,
    diary,
    ground,
    homes,
    outbox,
    pack,
    report,
    rounds,
    shift,
    things,
    today,
    visits,
)  # fmt: skip

app_name = "field"
urlpatterns = [
    path("", today.today, name="today"),
    path("report/", report.Finding.as_view(), name="report"),
    path("map/", ground.ground, name="map"),
    path("homes/", homes.homes, name="homes"),
    path("shift/", shift.shift, name="shift"),
    path("device/", acts.device, name="device"),
    path("pack/", pack.pack, name="pack"),
    path("away/", pack.away, name="away"),
    path("outbox/", outbox.outbox, name="outbox"),
    path("acts/", acts.acts, name="acts"),
    path("acts/<uuid:act_id>/again/", outbox.repeat, name="repeat_act"),
    path("acts/<uuid:act_id>/drop/", outbox.forget, name="forget_act"),
    path("acts/<uuid:act_id>/photos/<int:number>/", outbox.picture, name="act_photo"),
    path("day/", day.day, name="day"),
    path("day/note/", day.note, name="note_own"),
    path("day/tick/", day.tick, name="tick_own"),
    path("visits/", visits.visits, name="visits"),
    path("visits/<uuid:calling_id>/", visits.VisitPage.as_view(), name="visit"),
    path("rounds/<uuid:round_id>/", rounds.round_page, name="round"),
    path("rounds/<uuid:round_id>/finish/", rounds.finish_round, name="finish_round"),
    path("rounds/<uuid:round_id>/<int:stop>/", rounds.Stop.as_view(), name="stop"),
    path("things/<slug:code>/", things.ThingPage.as_view(), name="thing"),
    path("campaigns/", campaigns.campaigns, name="campaigns"),
    path("campaigns/<uuid:target_id>/", campaigns.FieldTarget.as_view(), name="target"),
    path("campaigns/<uuid:target_id>/<slug:verb>/", campaigns.FieldTargetVerb.as_view(), name="target_verb"),
    path("diary/", diary.Diary.as_view(), name="diary"),
    path("diary/<uuid:entry_id>/erase/", diary.forget, name="diary_erase"),
    path("cases/<uuid:case_id>/", case.case_page, name="case"),
    path("cases/<uuid:case_id>/<slug:verb>/", case.FieldVerb.as_view(), name="verb"),
]
