"""What somebody was told."""

from django.db.models import QuerySet

from mulin.notices.kinds import Template
from mulin.notices.models import Message, Notice, Preference

BADGE = 99


def notices_of(person_id: int | None) -> QuerySet[Notice]:
    """A person's notices, newest first."""
    if person_id is None:
        return Notice.objects.none()
    return Notice.objects.filter(person_id=person_id).order_by("-id")


def unread_count(person_id: int | None) -> int:
    """How many are unread, never counting past the badge."""
    return notices_of(person_id).filter(read_at=None).order_by()[: BADGE + 1].count() if person_id else 0


def words_of(notice: Notice) -> str:
    """The notice in the reader's language."""
    usual = {"number": "", "title": "", "promise": "", "since": "", "service": "", "day": ""}
    return str(Template(notice.template).label) % {**usual, **notice.params}


def preference_of(person_id: int) -> Preference:
    """What a person wants, or the house's usual."""
    return Preference.objects.filter(person_id=person_id).first() or Preference(person_id=person_id)


def outbox() -> QuerySet[Message]:
    """All messages, newest first."""
    return Message.objects.select_related("notice").order_by("-id")
