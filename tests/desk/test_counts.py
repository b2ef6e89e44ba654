"""The inbox's counts, late ones among them, in Chinese."""

from mulin.cases.actions.report import Place, report
from mulin.cases.models import Case
from mulin.catalogue.kinds import Door
from mulin.insight.actions.rebuild import rebuild_open
from tests.support.cast import Town
from tests.support.chinese import assert_no_english


def test_the_inbox_says_in_chinese_how_many_are_late(town: Town) -> None:
    case, _new = report(
        by=town.resident,
        door=Door.RESIDENT,
        text="三号楼前路灯不亮。",
        kind=town.kind("0901"),
        place=Place(area=town.micro_grid),
    )
    Case.objects.filter(pk=case.pk).update(late=True)
    rebuild_open()
    html = town.client("dispatcher").get("/desk/").content.decode()
    assert "件超时" in html
    assert_no_english(html, allow={"dispatcher"})
