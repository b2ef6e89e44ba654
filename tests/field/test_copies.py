"""What the server does for copies on phones: pages go with their build, and nothing stays open in a browser's own cache."""

from django.test import Client

from mulin.cases.models import Case
from mulin.files.actions.store import prepare_photo, store_photo
from mulin.people.access import Actor
from mulin.ui.offline import build
from tests.files.pictures import jpeg
from tests.support.phone import Phone


def packed(phone: Phone, **more: object) -> dict[str, object]:
    asked = {"device": phone.told["device"], "secret": phone.told["secret"], "have": {}} | more
    answer = phone.client.post("/field/pack/", asked, content_type="application/json")
    found: dict[str, object] = answer.json()
    return found


def test_pages_of_another_build_are_drawn_again(phone: Phone, case: Case) -> None:
    address, first = f"/field/cases/{case.pk}/", packed(phone)
    assert first["build"] == build()
    assert f'content="{build()}"' in str(first["shell"])
    have = {url: page["version"] for url, page in first["pages"].items()}  # type: ignore[attr-defined]
    assert address not in packed(phone, have=have, build=build())["pages"]  # type: ignore[operator]
    assert address in packed(phone, have=have, build="former")["pages"]  # type: ignore[operator]
    assert address not in packed(phone, have=have | {address: "*"}, build="former")["pages"]  # type: ignore[operator]


def test_where_nothing_can_be_shown_no_page_is_drawn(phone: Phone, case: Case) -> None:
    told = packed(phone, reads=False)
    assert "pages" not in told
    assert told["device"] == "ok"


def test_nothing_of_the_field_stays_in_the_browsers_own_cache(
    phone: Phone, case: Case, worker: Actor
) -> None:
    kept = store_photo(
        prepare_photo(jpeg()), owner_kind="case", owner_id=str(case.pk), stage="before", by=worker
    )
    page = phone.client.get(f"/field/cases/{case.pk}/")
    assert "no-store" in page["Cache-Control"]
    assert f"<title>{case.number}" in page.content.decode()
    for seen_from, stays in (("/field/", False), ("/sw.js", False), ("/desk/", True)):
        answer = phone.client.get(
            f"/photo/{kept.pk}/thumb/", headers={"referer": f"http://testserver{seen_from}"}
        )
        assert ("no-store" not in answer["Cache-Control"]) is stays


def test_a_kept_report_goes_under_its_own_login_only(phone: Phone) -> None:
    sent = {"account": "1", "text": "楼道灯不亮，已经三天"}
    for browser in (phone.client, Client()):
        answer = browser.post("/report/acts/", sent, headers={"x-mulin-act": "1"})
        assert (answer.status_code, answer.json()) == (401, {"login": True})
    assert not Case.objects.exists()


def test_the_report_form_is_an_app_of_its_own(db: None) -> None:
    told = Client().get("/app.webmanifest?app=report").json()
    assert (told["id"], told["start_url"]) == ("/report/", "/report/")
    assert Client().get("/app.webmanifest").json()["start_url"] == "/field/"
