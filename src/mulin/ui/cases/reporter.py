"""Who told of a case, as its page says it: never who a resident is, but the post where somebody at work found it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from mulin.cases.kinds import Audience, Verb
from mulin.cases.models import Case
from mulin.cases.queries.timeline import Entry
from mulin.catalogue.kinds import Door

#: Through these, whoever tells of it is at work; through others a post takes down what somebody else told.
AT_WORK = frozenset({Door.PATROL, Door.INSPECTION, Door.STAFF, Door.COUNCIL, Door.PROPERTY})


def reporter_of(case: Case, entries: Sequence[Entry], audience: Audience, *, open_contact: str) -> str:
    """The post stands where the history, which the same reader has before them, names it too."""
    if case.contact_open:
        return open_contact
    if case.reporter_id is not None:
        return _("through the relay")
    if case.door == Door.METER:
        return str(Door.METER.label)
    post = _post(entries) if audience is Audience.STAFF else ""
    if case.door in AT_WORK and case.entered_by_post_id is not None:
        return f"{_('found at work')} · {post}" if post else _("found at work")
    return _("anonymous, taken down by %(post)s") % {"post": post} if post else _("anonymous")


def _post(entries: Sequence[Entry]) -> str:
    return next((entry.post_name for entry in entries if entry.verb == Verb.REPORT), "")
