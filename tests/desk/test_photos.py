"""Photos for the public page: looked at by the desk, shown only when found fit, taken away again."""

import pytest

from mulin.cases.actions.report import Place, report
from mulin.cases.models import Case
from mulin.catalogue.models import Kind
from mulin.files.actions.store import store_photo
from mulin.files.models import Attachment
from mulin.trail.models import Event
from tests.support.cast import Town
from tests.support.chinese import assert_no_english
from tests.support.scene import picture


def shot(town: Town, case: Case) -> Attachment:
    return store_photo(picture(), owner_kind="case", owner_id=str(case.pk), stage="before", by=town.resident)


def made(town: Town, *, public: bool) -> Case:
    """A matter whose kind has, or has not, a page for everybody."""
    kind = Kind.objects.filter(
        edition=town.kind("0901").edition, selectable=True, public=public, track="loop"
    )
    return report(
        by=town.resident,
        door="resident",
        text="路灯不亮",
        kind=kind.order_by("pk")[0],
        place=Place(area=town.micro_grid),
    )[0]


def at(case: Case, photo: Attachment) -> str:
    return f"/desk/cases/{case.pk}/photos/{photo.pk}/"


def test_a_photo_is_public_only_while_the_desk_says_so(town: Town) -> None:
    case, desk = made(town, public=True), town.client("dispatcher")
    photo = shot(town, case)
    progress, page = f"/c/{case.public_code}/", f"/desk/cases/{case.pk}/"
    html = desk.get(page).content.decode()
    assert at(case, photo) in html
    assert_no_english(html, allow={"dispatcher"})
    assert str(photo.pk) not in town.client("resident").get(progress).content.decode()
    for _time in range(2):
        assert desk.post(at(case, photo), {"fit": "yes"}).status_code == 302
    assert Event.objects.filter(verb="file.checked_public").count() == 1
    assert str(photo.pk) in town.client("rider").get(progress).content.decode()
    assert_no_english(desk.get(page).content.decode(), allow={"dispatcher"})
    assert desk.post(at(case, photo), {"fit": "no"}).status_code == 302
    assert str(photo.pk) not in town.client("resident").get(progress).content.decode()


@pytest.mark.parametrize("login", ["resident", "rider", "department", "property", "owner"])
def test_others_clear_nothing(town: Town, login: str) -> None:
    case = made(town, public=True)
    photo = shot(town, case)
    assert town.client(login).post(at(case, photo), {"fit": "yes"}).status_code == 404
    photo.refresh_from_db()
    assert not photo.public_checked


def test_nothing_is_cleared_where_no_page_is_public_or_the_photo_is_anothers(town: Town) -> None:
    case, other = made(town, public=False), made(town, public=True)
    photo, desk = shot(town, case), town.client("dispatcher")
    assert at(case, photo) not in desk.get(f"/desk/cases/{case.pk}/").content.decode()
    assert desk.post(at(case, photo), {"fit": "yes"}).status_code == 409
    assert desk.post(at(other, photo), {"fit": "yes"}).status_code == 404
