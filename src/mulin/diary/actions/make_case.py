"""An entry becomes a case, and each names the other."""

from django.db import transaction

from mulin.cases.actions.report import Place, report
from mulin.cases.models import Case
from mulin.catalogue.kinds import Door
from mulin.diary.actions.reviewing import locked, reviewed
from mulin.diary.kinds import Outcome
from mulin.diary.models import DiaryEntry
from mulin.lib import clock
from mulin.lib.masking import mask_text
from mulin.people.access import Actor


@transaction.atomic
def make_case(entry: DiaryEntry, *, note: str = "", by: Actor) -> Case:
    """The case that goes on with it, numbers masked; again gives the same case."""
    entry, acting, level = locked(entry, by)
    if entry.case_id is not None:
        return Case.objects.get(pk=entry.case_id)
    case, _new = report(
        by=by,
        door=Door.PATROL,
        text=mask_text(entry.text or ""),
        place=Place(area=entry.area),
        captured_at=entry.captured_at,
        source_ref=f"diary:{entry.pk}",
    )
    entry.case_id, entry.read_at = case.pk, entry.read_at or clock.now()
    entry.save(update_fields=["case_id", "read_at"])
    reviewed(entry, Outcome.CASE, level, by=acting, note=note, facts={"case": str(case.pk)})
    return case
