"""Checklists in operations: begun, asked, seen as the worker sees it, put in force; strangers find nothing."""

from mulin.rounds.models import Checklist, Item
from mulin.rounds.queries.checklists import checklist_by_key
from tests.support.cast import Town
from tests.support.chinese import assert_no_english

CODES = {"owner", "patrol", "fire", "pool"}
ASK = {"text": "水质达标", "kind": "yes_no", "bad": "no", "required": "on", "opens": "MUL:0901", "after": ""}


def at(checklist: Checklist, part: str = "") -> str:
    return f"/ops/checklists/{checklist.pk}/{part}"


def test_a_new_list_is_begun_asked_and_put_in_force(town: Town) -> None:
    owner = town.client("owner")
    assert owner.post("/ops/checklists/", {"name": "泳池检查", "key": "patrol"}).status_code == 400
    assert owner.post("/ops/checklists/", {"name": "泳池检查", "key": "pool"}).status_code == 302
    draft = Checklist.objects.get(key="pool")
    assert owner.post(at(draft, "items/new/"), ASK | {"text": ""}).status_code == 400
    assert owner.post(at(draft, "items/new/"), ASK).status_code == 302
    more = {"text": "余氯", "kind": "number", "unit": "毫克", "low": "0.3", "high": "1", "after": "q1:yes"}
    assert owner.post(at(draft, "items/new/"), ASK | more | {"low": "2"}).status_code == 400
    assert owner.post(at(draft, "items/new/"), ASK | more).status_code == 302
    kind = {"text": "水色", "kind": "choice", "choices": "清澈\n*浑浊\n*发绿", "after": ""}
    assert owner.post(at(draft, "items/new/"), ASK | kind).status_code == 302
    colour = draft.items.get(text="水色")
    assert (colour.choices, colour.bad) == ([["c1", "清澈"], ["c2", "浑浊"], ["c3", "发绿"]], ["c2", "c3"])
    assert draft.items.get(text="余氯").shown_if == {"item": "q1", "is": ["yes"]}
    for part in ("", "seen/", "items/new/", f"items/{colour.code}/"):
        assert_no_english(owner.get(at(draft, part)).content.decode(), allow=CODES)
    owner.post(at(draft, f"items/{colour.code}/"), ASK | kind | {"choices": "浑浊\n清澈"})
    colour.refresh_from_db()
    assert colour.choices == [["c2", "浑浊"], ["c1", "清澈"]]
    owner.post(at(draft, "act/"), {"verb": "publish"})
    assert checklist_by_key("pool") == draft


def test_an_edition_in_force_is_edited_in_a_draft_only(town: Town) -> None:
    owner, old = town.client("owner"), checklist_by_key("patrol")
    assert old is not None
    assert "items/new/" not in owner.get(at(old)).content.decode()
    assert owner.post(at(old, "items/new/"), ASK).status_code == 409
    owner.post(at(old, "act/"), {"verb": "draft"})
    draft = Checklist.objects.get(key="patrol", edition=0)
    owner.post(at(draft), {"name": "每日巡查", "note": ""})
    first, second = draft.items.order_by("order")[:2]
    owner.post(at(draft, f"items/{second.code}/act/"), {"verb": "up"})
    owner.post(at(draft, f"items/{first.code}/act/"), {"verb": "drop"})
    assert owner.post(at(draft, f"items/{second.code}/act/"), {"verb": "x"}).status_code == 400
    assert owner.get(at(draft, "items/nothing/")).status_code == 404
    html = owner.get("/ops/checklists/").content.decode()
    assert "草稿" in html
    assert_no_english(html, allow=CODES)
    owner.post(at(draft, "act/"), {"verb": "discard"})
    assert list(Checklist.objects.filter(key="patrol")) == [old]
    assert Item.objects.filter(checklist=old, code=first.code).exists()


def test_others_find_nothing(town: Town) -> None:
    old = checklist_by_key("patrol")
    assert old is not None
    for login in ("resident", "gridhead", "dispatcher", "leader"):
        other = town.client(login)
        for path in ("/ops/checklists/", at(old), at(old, "seen/"), at(old, "items/new/")):
            assert other.get(path).status_code == 404
        assert other.post(at(old, "act/"), {"verb": "draft"}).status_code == 404
    assert not Checklist.objects.filter(edition=0).exists()
