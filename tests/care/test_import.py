"""A supplier's file: all or nothing, named rows, the same file again adds nothing."""

from pathlib import Path

from mulin.care.imports import take_file
from mulin.care.models import Reading
from mulin.lib.clock import Frozen
from mulin.lib.intake import Intake
from tests.care.conftest import HOUR, Home

FILE = "meter,at,total\nW1,2026-03-02 09:00,10\nW1,2026-03-02T02:00:00+00:00,11\nW404,2026-03-02 09:00,3\n"


def take(path: Path, text: str, supplier: str, *, keep_good: bool = False, dry_run: bool = False) -> Intake:
    path.write_text(text, encoding="utf-8")
    return take_file(
        path, dry_run=dry_run, keep_good=keep_good, progress=lambda _done: None, supplier=supplier
    )


def test_a_file_comes_in_once(home: Home, now: Frozen, tmp_path: Path) -> None:
    home.watch()
    now.tick(3 * HOUR)
    file, code = tmp_path / "readings.csv", home.water.code
    assert not take(file, FILE, code, dry_run=True).saved
    assert not Reading.objects.exists()
    first, again = take(file, FILE, code), take(file, FILE, code)
    assert (first.counts["made"], again.counts["made"], again.counts["same"]) == (2, 0, 2)
    assert list(first.notes.values()) == [1]


def test_a_wrong_row_is_named_and_keeps_the_file_out(home: Home, now: Frozen, tmp_path: Path) -> None:
    home.watch()
    now.tick(3 * HOUR)
    file, code = tmp_path / "readings.csv", home.water.code
    wrong = FILE + "W1,gestern,12\nW1,2026-03-02 10:30,viel\nW1,2026-03-02 10:40,nan\n"
    report = take(file, wrong, code)
    assert [problem.row for problem in report.problems] == [5, 6, 7]
    assert not report.saved and not Reading.objects.exists()
    assert take(file, wrong, code, keep_good=True).saved
    assert Reading.objects.count() == 2
