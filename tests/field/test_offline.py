"""Acts of phones: done once, whoever sends them how often; refused and crossed ones are kept until the person decides."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client, override_settings

from mulin.accounts.models import User
from mulin.cases.actions.note import note
from mulin.cases.actions.report import Place, report
from mulin.cases.models import Case, Words
from mulin.catalogue.models import Kind
from mulin.devices.actions.revoke import revoke
from mulin.devices.models import Act, Device
from mulin.devices.rules import read
from mulin.files.models import Attachment
from mulin.lib import clock, envelope
from mulin.people.access import Actor
from mulin.trail.models import Event
from tests.field.conftest import Browser
from tests.files.pictures import jpeg
from tests.support.chinese import assert_no_english
from tests.support.phone import Phone
from tests.support.world import World

SOLVED = {"result": "换了灯泡"}
OLD = (
    "010131046c0f5fee019d9c6f41a75dae53c8925f81359c7b9647fc295a5c7b93aea66d48e1489b065e718c3aa1a4b4e751c4"
    "dc69bc5c49a3f22709eb974a3dec9c1215e2cc8430b28994f2d0d17a725cda35840cc5c911250868e8d33338e2af34ae4f93"
    "acb16d2ba558704dd19a43e2956e3e3ded742365419e6bc3f2b33cc67decab17e7b37624b6c612d8f61ad2b65fdbaa83844f"
    "96ac398e3235c95690fd9d8b0d6601dc4e997491a8ae24139fb67248ac80e0a35d94a9b9a319a3414317a9328309ac743583"
    "48b05c459498b64a7ca2924a6d98ed87af6de369e17192590eaeb7ec90bf6c837272eccc98bb9ef3b92ac109c8f5f9dbc18f"
    "3e2b5dcccb703aa7bcd364f9fdc26ac703318c764d0d63aeb8602bde08e4ad346a38f44f178b231d832d3a71de85aa649d9f"
    "dbece2c053c83151efd7c62618f379c986d3081617e13acd7b1622487887b50da79e21bf5719f4b87eef30d62fc3d5fc6559"
    "4f4f3c4c4ad135caba782446baa2d2004195ca02ab2c50fdab28955e0d95cbab3e83c84069fd86cb4eac289c40c8207b048f"
    "55deeac508"
)
ODD = [("format", 99), ("captured", "gestern"), ("fields", []), ("fields", {"a": [1]}), ("seen", "x")]


def test_an_act_is_done_once_however_often_it_is_sent(phone: Phone, case: Case) -> None:
    act = phone.act("case.solve", case.pk, seen=case.version, fields=SOLVED, photos={"after": jpeg((64, 48))})
    first = phone.send(act).json()
    assert (first["outcome"], first["url"]) == ("done", f"/field/cases/{case.pk}/")
    assert {**phone.send(act).json()} == first
    case.refresh_from_db()
    assert case.state == "handled"
    assert Attachment.objects.filter(owner_id=str(case.pk)).count() == 1
    assert Event.objects.filter(verb="case.solve").count() == 1


def test_a_finding_takes_the_id_of_its_act(phone: Phone, world: World, lamp: Kind) -> None:
    sent = {"text": "楼道堆了纸箱", "kind": str(lamp.pk), "area": str(world.grid.pk)}
    act = phone.act("finding.report", fields=sent, photos={"before": jpeg((64, 48))})
    assert phone.send(act).json()["outcome"] == "done"
    phone.send(act)
    assert Case.objects.get(pk=act[0]).area_id == world.grid.pk


def test_others_find_nothing_under_an_act_that_is_not_theirs(
    phone: Phone, as_: Browser, world: World, case: Case
) -> None:
    act = phone.act("case.note", case.pk, fields={"text": "看过"})
    phone.client = as_(world.post("grid_worker", world.grid))
    assert phone.send(act).status_code == 404
    assert not Act.objects.exists()


def test_without_a_session_it_waits_for_the_login(phone: Phone, case: Case) -> None:
    act, known = phone.act("case.note", case.pk, fields={"text": "看过"}), phone.client
    phone.client = Client()
    answer = phone.send(act)
    assert (answer.status_code, answer.json()) == (401, {"login": True})
    phone.client = known
    assert phone.send(act).json()["outcome"] == "done"


def test_what_was_changed_on_the_way_stays_on_the_phone(phone: Phone, case: Case) -> None:
    number, sealed = phone.act("case.note", case.pk, fields={"text": "看过"})
    broken = [
        sealed[:-1],
        sealed[:30],
        b"",
        b"\x09" + sealed[1:],
        sealed[:-5] + bytes([sealed[-5] ^ 1]) + sealed[-4:],
    ]
    for wrong in broken:
        assert phone.send((number, wrong)).status_code == 422
    odd = [b"", b"\0\0\0\2[]", b"\0\0\0\2{}", b"\xff\xff\xff\xff{}"]
    odd += [phone.letter("x", **{"id": str(number), part: wrong}) for part, wrong in ODD]
    odd.append(phone.letter("x", id=str(number), photos={"a": b"12"})[:-1])
    for letter in odd:
        assert phone.send((number, envelope.close(letter, *envelope.current_key()))).status_code == 422
    assert phone.send((number, phone.act("x")[1])).status_code == 422
    assert not Act.objects.exists()


def test_own_acts_in_a_row_are_nobody_elses_changes(phone: Phone, case: Case) -> None:
    seen = case.version
    first = phone.act("case.note", case.pk, seen=seen, fields={"text": "到了"})
    second = phone.act("case.solve", case.pk, seen=seen, fields=SOLVED)
    assert [phone.send(act).json()["outcome"] for act in (first, second)] == ["done", "done"]


def test_a_crossed_act_shows_both_sides_and_is_done_anew_when_wished(
    phone: Phone, case: Case, world: World, as_: Browser, worker: Actor
) -> None:
    act = phone.act("case.solve", case.pk, seen=case.version, fields=SOLVED, photos={"after": jpeg((64, 48))})
    note(case, text="物业说明天来修", by=world.post("community_dispatcher", world.community))
    as_(worker)
    assert phone.send(act).json()["outcome"] == "conflict"
    page = phone.client.get("/field/outbox/").content.decode()
    assert "换了灯泡" in page
    assert "物业说明天来修" in page
    assert_no_english(page)
    assert phone.client.get(f"/field/acts/{act[0]}/photos/0/")["Content-Type"] == "image/jpeg"
    case.refresh_from_db()
    phone.client.post(f"/field/acts/{act[0]}/again/", {"seen": case.version})
    case.refresh_from_db()
    assert case.state == "handled"
    assert Attachment.objects.filter(owner_id=str(case.pk)).count() == 1
    row = Act.objects.get()
    assert (row.outcome, row.sealed) == ("done", None)


def test_a_crossed_act_can_stay_as_a_note_or_be_dropped(phone: Phone, case: Case, world: World) -> None:
    desk = world.post("community_dispatcher", world.community)
    acts = [phone.act("case.solve", case.pk, seen=case.version, fields=SOLVED) for _one in range(2)]
    note(case, text="物业说明天来修", by=desk)
    for act in acts:
        phone.send(act)
    phone.client.post(f"/field/acts/{acts[0][0]}/again/", {"as": "note"})
    assert Words.objects.filter(case=case, text__contains="换了灯泡").exists()
    phone.client.post(f"/field/acts/{acts[1][0]}/drop/")
    assert set(Act.objects.values_list("outcome", flat=True)) == {"done", "dropped"}
    assert not Act.objects.exclude(sealed=None).exists()
    assert phone.client.post(f"/field/acts/{acts[1][0]}/drop/").status_code == 404


def test_a_refused_act_keeps_its_words(phone: Phone, case: Case, world: World) -> None:
    lamp = case.kind
    assert lamp is not None
    lamp.photos_after = 1
    lamp.save()
    act = phone.act("case.solve", case.pk, seen=case.version, fields=SOLVED)
    assert phone.send(act, live="1").json() == {"outcome": "mend"}
    assert not Act.objects.exists()
    told = phone.send(act).json()
    assert (told["outcome"], told["undecided"]) == ("refused", 1)
    assert "换了灯泡" in phone.client.get("/field/outbox/").content.decode()
    unknown = phone.act("dance.waltz", case.pk)
    assert phone.send(unknown).json()["outcome"] == "refused"
    assert phone.client.get("/field/outbox/").status_code == 200


def test_a_blocked_phone_is_told_and_what_it_sends_is_held(
    phone: Phone, case: Case, as_: Browser, worker: Actor
) -> None:
    act = phone.act("case.note", case.pk, seen=case.version, fields={"text": "看过"})
    owner = User.objects.get(pk=Device.objects.get().account_id)
    revoke(Device.objects.get(), by=Actor(account_id=owner.pk))
    assert phone.client.get("/field/").status_code == 302
    told = phone.send(act).json()
    assert (told["outcome"], told["device"]) == ("held", "revoked")
    case.refresh_from_db()
    assert not Words.objects.filter(text="看过").exists()
    asked = {"device": phone.told["device"], "secret": phone.told["secret"], "wiped": True}
    answer = Client().post("/field/pack/", asked, content_type="application/json")
    assert answer.json() == {"device": "revoked"}
    assert Device.objects.get().wiped_at is not None
    known = as_(worker)
    assert "已停用" in known.get("/field/outbox/").content.decode()
    known.post(f"/field/acts/{act[0]}/again/", {"seen": case.version})
    assert Words.objects.filter(text="看过").exists()


@pytest.mark.parametrize("wrong", [timedelta(), timedelta(days=1), timedelta(hours=-30)])
def test_the_phones_clock_is_put_right(phone: Phone, case: Case, wrong: timedelta) -> None:
    phone.wrong = wrong
    start = datetime(2026, 3, 2, 9, tzinfo=UTC)
    with clock.frozen(start) as time:
        act = phone.act("case.note", case.pk, fields={"text": "看过"})
        time.tick(timedelta(hours=3))
        phone.send(act)
    row = Act.objects.get()
    assert (row.captured_at, row.received_at) == (start, start + timedelta(hours=3))
    assert row.clock_fit == ("off" if wrong else "right")
    assert Event.objects.get(verb="case.note").captured_at == start


def test_the_copy_brings_only_what_is_lacking(phone: Phone, case: Case, lamp: Kind, world: World) -> None:
    asked = {"device": phone.told["device"], "secret": phone.told["secret"], "have": {}}

    def got() -> dict[str, object]:
        answer = phone.client.post("/field/pack/", asked, content_type="application/json")
        assert answer.status_code == 200
        found: dict[str, object] = answer.json()
        return found

    first = got()
    address = f"/field/cases/{case.pk}/"
    page = first["pages"][address]  # type: ignore[index]
    assert "路灯不亮三天了" in page["main"]
    assert 'csrfmiddlewaretoken" value=""' in first["shell"]  # type: ignore[operator]
    form = first["forms"][page["verbs"]["solve"]]["main"]  # type: ignore[index]
    assert 'data-act="case.solve"' in form
    assert "⟦version⟧" in form
    assert str(case.pk) not in form
    asked["have"] = {url: told["version"] for url, told in first["pages"].items()} | {
        "/field/cases/gone/": "1"
    }  # type: ignore[attr-defined]
    second = got()
    assert address not in second["pages"]  # type: ignore[operator]
    assert second["gone"] == ["/field/cases/gone/"]


def test_what_is_confidential_never_comes_along(phone: Phone, world: World) -> None:
    kind = world.kind("邻里纠纷")
    kind.secrecy, kind.public = "confidential", False
    kind.save()
    secret, _new = report(
        by=world.resident(), door="resident", text="家里的事", kind=kind, place=Place(area=world.micro)
    )
    asked = {"device": phone.told["device"], "secret": phone.told["secret"], "have": {}}
    answer = phone.client.post("/field/pack/", asked, content_type="application/json")
    assert str(secret.pk) not in answer.content.decode()


def test_the_timeline_shows_both_moments_where_they_differ(phone: Phone, case: Case) -> None:
    start = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
    with clock.frozen(start) as time:
        act = phone.act("case.note", case.pk, fields={"text": "看过"})
        time.tick(timedelta(hours=3))
        phone.send(act)
    shown = phone.client.get(f"/field/cases/{case.pk}/").content.decode()
    assert "现场" in shown
    assert "09:30" in shown
    assert "12:30" in shown


def test_what_was_closed_years_ago_still_opens() -> None:
    """An envelope and a letter of format 1 as they were written once; whatever becomes of the code, they are read."""
    key, closed = bytes(range(32)), bytes.fromhex(OLD)
    with override_settings(QUEUE_KEYS={"1": key, "2": bytes(32)}):
        written = read(envelope.opened(closed))
    assert (written.what, written.fields) == ("case.note", {"text": ["看过"]})
