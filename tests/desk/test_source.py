"""A case page says where the case comes from, to those who may read it there and to nobody else."""

import re

from mulin.campaigns.actions.add_targets import Draft, add_targets
from mulin.campaigns.actions.end import end
from mulin.campaigns.actions.start import start
from mulin.campaigns.models import Target
from mulin.cases.models import Case
from mulin.cases.rules import OWN_SOURCES
from mulin.diary.actions.make_case import make_case
from mulin.diary.actions.write import write
from mulin.lib import clock
from mulin.rounds.actions.check import Given, On, check
from mulin.rounds.actions.placing import Spot
from mulin.rounds.models import Check, Occurrence
from mulin.ui.cases.source import READERS
from tests.support.cast import Town
from tests.support.scene import make_rounds


def linked(town: Town, login: str, case: Case, face: str = "desk") -> str:
    html = town.client(login).get(f"/{face}/cases/{case.pk}/").content.decode()
    found = re.search(r"<dt>来源</dt>\s*<dd>\s*(?:<a href=\"([^\"]*)\">)?([^<]*)", html)
    return (found[1] or found[2].strip()) if found else ""


def test_a_finding_leads_back_to_its_round(town: Town) -> None:
    made = make_rounds(town)
    row = Occurrence.objects.get(pk=made["round_id"])
    assert row.checklist is not None
    answers = {item.code: "yes" for item in row.checklist.items.filter(kind="yes_no")}
    position = {"passage": "no", "light": "no"}
    lng, lat = town.spot
    spot = Spot(lng=lng, lat=lat, accuracy=5)
    check(On(row.checklist_id or 0, row), Given(answers | position), by=town.gridworker, spot=spot)
    assert Check.objects.get().findings == 2
    for case in Case.objects.filter(source_ref__startswith="check:"):
        assert linked(town, "gridhead", case) == f"/desk/rounds/{row.pk}/"
        assert linked(town, "gridworker", case, "field") == f"/field/rounds/{row.pk}/"
        assert linked(town, "gridworker", case) == row.plan.name, "the desk's pages of rounds are not theirs"


def test_a_line_of_the_diary_only_for_who_reads_it(town: Town) -> None:
    entry, _new = write(area=town.grid, theme="parking", text="停车难", by=town.gridworker)
    case = make_case(entry, by=town.secretary)
    assert str(entry.pk) in linked(town, "secretary", case)
    assert linked(town, "gridworker", case, "field") == f"/field/diary/#{entry.pk}"
    assert linked(town, "dispatcher", case) == ""


def test_what_a_campaign_left_open_leads_back_to_its_target(town: Town) -> None:
    day = clock.today()
    campaign = start(area=town.community, name="飞线清理", begins=day, ends=day, by=town.secretary)
    add_targets(campaign, [Draft(label="一号车棚", area=town.grid)], by=town.secretary)
    end(campaign, by=town.secretary)
    target = Target.objects.get()
    case = Case.objects.get(pk=target.case_id)
    assert linked(town, "secretary", case) == f"/desk/campaigns/targets/{target.pk}/"
    assert linked(town, "leader", case) == ""


def test_every_form_that_leads_back_is_kept_from_strangers() -> None:
    assert set(READERS) <= OWN_SOURCES
