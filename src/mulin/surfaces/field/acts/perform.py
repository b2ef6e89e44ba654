"""An act that was read from its envelope is done through the table, and a refusal of it judged."""

from dataclasses import replace

from django.utils.translation import gettext as _

from mulin.devices.actions.receive import Do, Ended, Judge, Told
from mulin.devices.kinds import Outcome
from mulin.devices.models import Act
from mulin.devices.rules import Written, read
from mulin.files.actions.store import prepare_photo
from mulin.files.rules import CleanPhoto
from mulin.lib import envelope
from mulin.lib.errors import BadInput, Conflict, NotFound, Refusal
from mulin.people.access import Actor
from mulin.surfaces.field.acts.case import as_note
from mulin.surfaces.field.acts.kinds import ActKind, Sent, Shown, posted
from mulin.surfaces.field.acts.table import ACTS

Photos = dict[str, list[CleanPhoto]]


def kind_of(what: str) -> tuple[ActKind, str]:
    """The line of the table and the verb; NotFound for a name that is not there."""
    name, _dot, verb = what.partition(".")
    if name not in ACTS:
        raise NotFound(_("This version of the system does not know what the phone has done."))
    return ACTS[name], verb


def drawn(written: Written) -> Photos | Refusal:
    """Its photos drawn anew, which is slow and so comes before the transaction; a refusal is for the receipt."""
    photos: Photos = {}
    try:
        kind, verb = kind_of(written.what)
        for picture in written.pictures:
            if kind.takes(verb, picture.stage):
                photos.setdefault(picture.stage, []).append(prepare_photo(picture.data))
    except Refusal as refusal:
        return refusal
    return photos


def doing(
    written: Written,
    photos: Photos | Refusal,
    by: Actor,
    *,
    note: bool = False,
    said: list[str] | None = None,
) -> Do:
    """Does it once called, on the version it is told to expect; `note`: as a note on its case; `said` is told how."""

    def do(row: Act, expected: int | None) -> Ended:
        if isinstance(photos, Refusal):
            raise photos
        kind, verb = kind_of(written.what)
        sent = replace(sent_of(written, row, verb), photos=photos, expected=expected)
        ended = as_note(sent, by) if note else kind.do(sent, by)
        if said is not None and ended.said:
            said.append(ended.said)
        return ended

    return do


def judging(by: Actor) -> Judge:
    """A refusal is a conflict when the subject has moved on; else the person is told why not."""

    def judge(row: Act, expected: int | None, refusal: Refusal) -> Told:
        words = "；".join(str(text) for text in refusal.fields.values()) or str(refusal.message)
        if isinstance(refusal, Conflict):
            return Told(Outcome.CONFLICT, words)
        if isinstance(refusal, BadInput):
            return Told(Outcome.REFUSED, words, {name: str(text) for name, text in refusal.fields.items()})
        if expected is None or row.what.partition(".")[0] not in ACTS:
            return Told(Outcome.REFUSED, words)
        now = kind_of(row.what)[0].version(row.subject, by)
        moved = now is not None and now != expected
        return Told(Outcome.CONFLICT if moved else Outcome.REFUSED, words)

    return judge


def written_in(row: Act) -> Written:
    """What an undecided act holds."""
    return read(envelope.opened(bytes(row.sealed or b"")))


def sent_of(written: Written, row: Act, verb: str) -> Sent:
    return Sent(written.id, verb, written.subject, posted(written.fields), {}, row.captured_at, row.seen)


def version_of(row: Act, by: Actor) -> int | None:
    """The present version of what the act is about; none where acts of its kind have none."""
    return kind_of(row.what)[0].version(row.subject, by)


def faults(row: Act) -> list[tuple[str, str]]:
    """What was wrong with what was entered: what people call each field, and the mend."""
    if not row.wrong:
        return []
    kind, verb = kind_of(row.what)
    called = kind.labels(sent_of(written_in(row), row, verb))
    return [(called.get(name, ""), text) for name, text in row.wrong.items()]


def shown(row: Act, by: Actor) -> Shown:
    """As the person is shown it."""
    kind, verb = kind_of(row.what)
    return kind.show(sent_of(written_in(row), row, verb), by)
