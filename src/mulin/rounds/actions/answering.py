"""Answers of a checklist are read against its items; what is wrong is named at its item."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from mulin.files.rules import CleanPhoto
from mulin.lib import clock
from mulin.lib.errors import BadInput
from mulin.rounds.kinds import AnswerKind
from mulin.rounds.models import Answer, Check, Checklist, Item
from mulin.rounds.rules.answers import LONGEST_NOTE, Parsed, WrongAnswer, is_shown, parsed


@dataclass
class Answered:
    """One item with its answer; a failing one gets the case it opened."""

    item: Item
    parsed: Parsed
    note: str = ""
    case_id: UUID | None = None

    @property
    def failed(self) -> bool:
        return self.parsed.failed

    def row(self, made: Check) -> Answer:
        return Answer(
            check_made=made,
            item=self.item,
            said=self.parsed.said,
            number=self.parsed.number,
            day=self.parsed.day,
            note=self.note,
            failed=self.failed,
            case_id=self.case_id,
        )

    @property
    def words(self) -> str:
        """The answer as people say it, in the language of the house: it is kept in cases and findings."""
        said = self.parsed.said
        if self.item.kind == AnswerKind.YES_NO:
            with translation.override(settings.LANGUAGE_CODE):
                return _("yes") if said == "yes" else _("no")
        if self.item.kind == AnswerKind.CHOICE:
            return next((choice[1] for choice in self.item.choices if choice[0] == said), said)
        return f"{said}{self.item.unit}"


def answered(
    checklist: Checklist,
    answers: Mapping[str, str],
    notes: Mapping[str, str],
    photos: Mapping[str, Sequence[CleanPhoto]],
    *,
    whole: bool = True,
) -> list[Answered]:
    """All items that are asked, in order, with the answers given; BadInput names each that is wrong.

    `whole`: what is required must be answered; else as far as it was.
    """
    wrong: dict[str, str] = {}
    found = []
    for item in checklist.items.all():
        if not is_shown(item, answers):
            continue
        try:
            reply = _parsed(item, answers.get(item.code, ""), whole=whole)
        except WrongAnswer as fault:
            wrong[item.code] = str(fault)
            continue
        if item.kind == AnswerKind.PHOTO and item.required and whole and not photos.get(item.code):
            wrong[item.code] = _("A photo is needed here.")
        note = notes.get(item.code, "").replace("\x00", "").strip()
        if len(note) > LONGEST_NOTE:
            wrong[item.code] = _("At most %(most)d characters.") % {"most": LONGEST_NOTE}
        if reply.said or note or photos.get(item.code):
            found.append(Answered(item, reply, note))
    if wrong:
        raise BadInput(fields=wrong)
    return found


def _parsed(item: Item, text: str, *, whole: bool) -> Parsed:
    return parsed(item, text, clock.today()) if whole or text.strip() else Parsed()
