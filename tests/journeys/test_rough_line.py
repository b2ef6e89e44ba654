"""Five hundred acts on a phone, sent over a line that cuts, delays and repeats: server and phone agree at the end."""

from base64 import b64encode
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from mulin.campaigns.actions.add_targets import Draft, add_targets
from mulin.campaigns.actions.start import start
from mulin.campaigns.models import Talk, Target
from mulin.cases.models import Case, Words
from mulin.devices.models import Act
from mulin.diary.models import DiaryEntry
from mulin.files.models import Attachment
from mulin.lib import clock
from mulin.places.models import Area
from mulin.rounds.models import Answer, Calling, OwnEntry, Visit
from mulin.things.actions.register_thing import NewThing, register_thing
from mulin.things.models import Thing, ThingKind
from mulin.trail.models import Event
from tests.files.pictures import jpeg
from tests.journeys.phones import OpenPhone, Phone
from tests.journeys.test_a_day_without_network import due_home
from tests.journeys.test_patrol import HOUSE
from tests.journeys.test_without_network import reported
from tests.support.cast import Town
from tests.support.phone_code import bundled
from tests.support.rough_line import rough_line

ACTS, CASES, SEED = 500, 20, 20261122
FATES = {
    "cut_before": 0.08,
    "cut_within": 0.06,
    "cut_after": 0.1,
    "answer_torn": 0.06,
    "delayed": 0.1,
    "repeated": 0.15,
}
#: Which of ten acts in a row are of a sort, and the event each leaves.
PLACES: dict[str, tuple[int, ...]] = {
    "发现": (0,), "走访": (1,), "检查": (2,), "谈话": (3,), "日记": (4,), "自记": (5,), "备注": (6, 7, 8, 9),
}  # fmt: skip
VERBS = {
    "visit.made": "走访", "round.checked": "检查", "target.talked": "谈话", "diary.written": "日记",
    "own_entry.noted": "自记", "case.note": "备注",
}  # fmt: skip


@dataclass(frozen=True)
class Ground:
    """What the acts are done to."""

    cases: list[Case]
    calling: Calling
    thing: Thing
    target: Target
    area: Area

    def told(self) -> dict[str, object]:
        return {
            "cases": [str(case.pk) for case in self.cases],
            "calling": str(self.calling.pk),
            "thing": self.thing.code,
            "target": str(self.target.pk),
            "area": str(self.area.pk),
        }


def ground(town: Town, cases: int = CASES) -> Ground:
    """A handful of cases, a home to call on, an extinguisher and a shop of a campaign."""
    made = [reported(town, f"第{number}盏灯不亮") for number in range(cases)]
    kind = ThingKind.objects.get(code="extinguisher")
    thing = register_thing(NewThing(kind, "1号楼一层灭火器", building=town.building), by=HOUSE)
    campaign = start(
        area=town.community, name="油烟净化改造", aim="每家装上净化器", begins=clock.today(),
        ends=clock.today() + timedelta(days=60), by=HOUSE,
    )  # fmt: skip
    draft = Draft(label="柳桥路12号早餐铺", area=town.grid, post=town.post("P-1201-GW"))
    return Ground(made, due_home(town), thing, add_targets(campaign, [draft], by=HOUSE)[0], town.grid)


#: One of each sort in ten acts, findings with a photo; the others are notes on cases.
SORTS = """(at, on) => [
    { what: "finding.report", fields: { text: [`发现${at}号`], address: ["三号楼前"] }, photos: [on.photo] },
    { what: "visit.keep", subject: on.calling, fields: { outcome: ["met"], said: [`走访${at}号`] } },
    { what: "thing.check", subject: on.thing, fields: { "n-present": [`检查${at}号`], "a-expiry": ["2099-01-01"], ...on.fine } },
    { what: "target.talk", subject: on.target, fields: { text: [`谈话${at}号`] } },
    { what: "diary.write", fields: { text: [`日记${at}号`], theme: ["environment"], area: [on.area] } },
    { what: "own.note", fields: { text: [`自记${at}号`], due_on: [""] } },
][at % 10] || { what: "case.note", subject: on.cases[at % on.cases.length], fields: { text: [`备注${at}号`] } }"""


def kept(phone: Phone, on: Ground) -> list[str]:
    """Five hundred acts on the phone, as its forms keep them."""
    return phone.page.evaluate(
        f"""async ([acts, on, picture]) => {{ const sort = {SORTS}; const ids = [];
        on.fine = {{ "a-present": ["yes"], "a-pressure": ["yes"], "a-whole": ["yes"] }};
        on.photo = {{ stage: "before", bytes: Uint8Array.from(atob(picture), (one) => one.charCodeAt(0)).buffer }};
        for (let at = 0; at < acts; at += 1) {{
            const act = sort(at, on);
            ids.push(await phone.queue.keep({{ seen: null, photos: [], subject: "", label: `第${{at}}条`, to: "/field/acts/", ...act }}));
        }}
        return ids; }}""",
        [ACTS, on.told(), b64encode(jpeg((64, 48))).decode()],
    )


def texts_of(on: Ground) -> dict[str, list[str]]:
    """What arrived, by the word its sort begins with."""
    answered = Answer.objects.filter(check_made__thing=on.thing).exclude(note="")
    found = {
        "发现": Case.objects.filter(title__startswith="发现").values_list("title", flat=True),
        "走访": Visit.objects.filter(calling=on.calling).values_list("said", flat=True),
        "检查": answered.values_list("note", flat=True),
        "谈话": Talk.objects.filter(target=on.target).values_list("text", flat=True),
        "日记": DiaryEntry.objects.values_list("text", flat=True),
        "自记": OwnEntry.objects.values_list("text", flat=True),
        "备注": Words.objects.filter(case__in=on.cases, text__startswith="备注").values_list(
            "text", flat=True
        ),
    }
    return {sort: sorted(str(one) for one in texts) for sort, texts in found.items()}


@pytest.mark.proof
def test_nothing_is_lost_and_nothing_doubled(
    open_phone: OpenPhone, live_url: str, fresh_town: Town, tmp_path: Path
) -> None:
    on = ground(fresh_town)
    with rough_line(live_url, SEED, **FATES) as line:
        line.calm = True
        phone = open_phone("gridworker", address=line.address)
        phone.pack()
        phone.offline()
        phone.page.evaluate(bundled(tmp_path, "queue"))
        ids = kept(phone, on)
        assert phone.waiting() == ACTS == len(set(ids))
        line.calm = False
        phone.offline(off=False)
        phone.page.goto("/field/outbox/")
        phone.delivered(patience=600_000)
    assert sum(line.seen.values()) > ACTS
    assert min(line.seen[name.replace("_", " ")] for name in FATES) >= 10, line.seen
    assert {str(pk) for pk in Act.objects.values_list("pk", flat=True)} == set(ids)
    assert list(Act.objects.exclude(outcome="done").values_list("what", "reason")) == []
    assert texts_of(on) == {
        sort: sorted(f"{sort}{at}号" for at in range(ACTS) if at % 10 in places)
        for sort, places in PLACES.items()
    }
    photos = Attachment.objects.filter(owner_kind="case", stage="before")
    assert photos.count() == ACTS // 10
    for verb, sort in VERBS.items():
        assert Event.objects.filter(verb=verb).count() == ACTS // 10 * len(PLACES[sort]), verb
    order = [str(pk) for pk in Act.objects.order_by("received_at").values_list("pk", flat=True)]
    assert order == ids
