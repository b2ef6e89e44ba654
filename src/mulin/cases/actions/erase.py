"""What a person said is erased with its salt; the history still verifies."""

from django.db import transaction

from mulin.cases.actions.turn import begin
from mulin.cases.kinds import Verb
from mulin.cases.models import Case, Words
from mulin.people.access import Actor


@transaction.atomic
def erase_words(case: Case, *, by: Actor, person_id: int | None = None) -> Case:
    """Erase all words of an ended case, or those of one person; again changes nothing."""
    turn = begin(case, Verb.ERASE, by)
    rows = Words.objects.filter(case=turn.case, erased_at=None)
    if person_id is not None:
        rows = rows.filter(by_person_id=person_id)
    count = rows.update(text="", salt=None, search=None, erased_at=turn.now)
    if not count:
        return turn.case
    turn.case.title = ""
    turn.case.address = ""
    turn.done("title", "address", facts={"rows": count})
    return turn.case
