"""Five hundred acts on a phone, sent over a line that cuts, delays and repeats: server and phone agree at the end."""

import subprocess
from pathlib import Path

import pytest

from mulin.cases.models import Case, Words
from mulin.devices.models import Act
from mulin.trail.models import Event
from tests.journeys.phones import OpenPhone, Phone
from tests.journeys.test_without_network import reported
from tests.support.browser import ROOT
from tests.support.cast import Town
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
QUEUE = ROOT / "src/mulin/ui/assets/js/offline/queue.js"


def bundled(folder: Path) -> str:
    """The phone's own code for keeping acts, to be called by the test as a form calls it."""
    out = folder / "queue.js"
    esbuild = ROOT / "node_modules/.bin/esbuild"
    words = [esbuild, QUEUE, "--bundle", "--format=iife", "--global-name=mulinQueue", f"--outfile={out}"]
    subprocess.run([str(word) for word in words], check=True, capture_output=True)
    return out.read_text(encoding="utf-8") + ";window.mulinQueue = mulinQueue;"


def kept(phone: Phone, cases: list[Case]) -> list[str]:
    """Every tenth is a finding of its own; the others are notes on cases, which do not cross one another."""
    return phone.page.evaluate(
        """async ([acts, cases]) => { const ids = [];
        for (let at = 0; at < acts; at += 1) {
            const finding = at % 10 === 0;
            const act = finding
                ? { what: "finding.report", fields: { text: [`发现${at}号`], address: ["三号楼前"] } }
                : { what: "case.note", subject: cases[at % cases.length], fields: { text: [`备注${at}号`] } };
            ids.push(await mulinQueue.keep({ seen: null, photos: [], label: `第${at}条`, to: "/field/acts/", ...act }));
        }
        return ids; }""",
        [ACTS, [str(case.pk) for case in cases]],
    )


@pytest.mark.proof
def test_nothing_is_lost_and_nothing_doubled(
    open_phone: OpenPhone, live_url: str, fresh_town: Town, tmp_path: Path
) -> None:
    cases = [reported(fresh_town, f"第{number}盏灯不亮") for number in range(CASES)]
    with rough_line(live_url, SEED, **FATES) as line:
        line.calm = True
        phone = open_phone("gridworker", address=line.address)
        phone.pack()
        phone.offline()
        phone.page.evaluate(bundled(tmp_path))
        ids = kept(phone, cases)
        assert phone.waiting() == ACTS == len(set(ids))
        line.calm = False
        phone.offline(off=False)
        phone.page.goto("/field/outbox/")
        phone.delivered(patience=600_000)
    assert sum(line.seen.values()) > ACTS
    assert min(line.seen[name.replace("_", " ")] for name in FATES) >= 10, line.seen
    assert {str(pk) for pk in Act.objects.values_list("pk", flat=True)} == set(ids)
    assert set(Act.objects.values_list("outcome", flat=True)) == {"done"}
    notes = Words.objects.filter(case__in=cases, text__startswith="备注").values_list("text", flat=True)
    assert sorted(notes) == sorted(f"备注{at}号" for at in range(ACTS) if at % 10)
    found = Case.objects.filter(title__startswith="发现").values_list("title", flat=True)
    assert sorted(found) == sorted(f"发现{at}号" for at in range(0, ACTS, 10))
    assert Event.objects.filter(verb="case.note").count() == ACTS * 9 // 10
    order = [str(pk) for pk in Act.objects.order_by("received_at").values_list("pk", flat=True)]
    assert order == ids
