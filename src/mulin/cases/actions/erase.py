"""What a person said is erased with its salt and its copies; the history still verifies."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, QuerySet

from mulin.cases.actions.turn import begin
from mulin.cases.kinds import Verb, Voice
from mulin.cases.models import Case, Group, KindSuggestion, Words
from mulin.files.actions.remove import remove
from mulin.files.kinds import Stage
from mulin.files.models import Attachment
from mulin.files.queries import photos_of
from mulin.notices.actions.forget_title import GONE, forget_title
from mulin.people.access import Actor
from mulin.trail.models import Event

#: The words by which the matter was told, and the photos that came with them.
TOLD = Q(seq=1, voice=Voice.TEXT)
SHOWN = (Stage.BEFORE, Stage.REFERENCE)


@dataclass(frozen=True)
class Tellers:
    """Whose the report is, and who wrote it down: a clerk writes what somebody else told."""

    people: frozenset[int]
    writer: int | None

    @classmethod
    def of(cls, case: Case) -> "Tellers":
        writer = Words.objects.filter(TOLD, case=case).values_list("by_person_id", flat=True).first()
        told = {case.reporter_id, case.proxy_id} - {None} or {writer} - {None}
        return cls(frozenset(one for one in told if one is not None), writer)


@transaction.atomic
def erase_words(case: Case, *, by: Actor, person_id: int | None = None) -> Case:
    """Erase all words of an ended case, or those of one person, with the photos of the report.

    Title and address are the report's: they go with it, not with anybody else's words. Again changes nothing.
    """
    turn = begin(case, Verb.ERASE, by)
    row, tellers = turn.case, Tellers.of(turn.case)
    report = person_id is None or person_id in tellers.people
    photos = list(_photos(row, tellers, person_id, report=report))
    for photo in photos:
        remove(photo, by=turn.by)
    count = _words(row, person_id, report=report).update(text="", salt=None, search=None, erased_at=turn.now)
    named = report and bool(row.title or row.address)
    if not (count or photos or named):
        return row
    if named:
        _forget_copies(row)
        row.title = row.address = ""
    turn.done("title", "address", facts={"rows": count, "photos": len(photos)})
    return row


def _words(case: Case, person_id: int | None, *, report: bool) -> QuerySet[Words]:
    found = Words.objects.filter(case=case, erased_at=None)
    if person_id is None:
        return found
    own = Q(by_person_id=person_id) & ~TOLD
    return found.filter(own | TOLD if report else own)


def _photos(case: Case, tellers: Tellers, person_id: int | None, *, report: bool) -> QuerySet[Attachment]:
    """What came with the report, and what one person showed; what others show of their work stays."""
    told, writer = Q(stage__in=SHOWN), Q(person_id=tellers.writer)
    if tellers.writer is None:
        writer = Q(person_id=None)
    if person_id is None:
        return photos_of("case", case.pk).filter(told)
    own = Q(person_id=person_id)
    if report:
        own |= told & writer
    elif person_id == tellers.writer:
        own &= ~told
    return photos_of("case", case.pk).filter(own)


def _forget_copies(case: Case) -> None:
    """The title in notices and in the name of a group of repeats, and the phrases that spoke for a kind."""
    if case.title:
        events = Event.objects.filter(subject_kind="case", subject_id=str(case.pk))
        forget_title(events.values_list("pk", flat=True), case.title)
        _rename_group(case)
    KindSuggestion.objects.filter(case=case).update(choices=[])


def _rename_group(case: Case) -> None:
    """Repeats that were called after this case are called after another of them."""
    if case.group_id is None:
        return
    others = (
        Case.objects.filter(group_id=case.group_id).exclude(pk=case.pk).exclude(title__in=["", case.title])
    )
    title = others.values_list("title", flat=True).first() or GONE
    Group.objects.filter(pk=case.group_id, title=case.title).update(title=title)
