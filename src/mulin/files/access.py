"""Who may open a file: whoever may read its owner; the owners' rooms say who that is."""

from collections.abc import Callable
from uuid import UUID

from mulin.files.models import Attachment
from mulin.lib.actor import ActorLike
from mulin.lib.errors import NotFound

Checker = Callable[[ActorLike, Attachment], bool]
_checkers: dict[str, Checker] = {}
_fleeting: set[str] = set()


def register(owner_kind: str, checker: Checker, *, fleeting: bool = False) -> None:
    """Called once from the owner's AppConfig.ready; a second, different checker is a mistake.

    `fleeting`: what opens for a while only stays in no browser's memory.
    """
    if fleeting:
        _fleeting.add(owner_kind)
    if _checkers.setdefault(owner_kind, checker) is not checker:
        raise ValueError(f"attachments of {owner_kind!r} have a checker already")


def may_read(actor: ActorLike, attachment: Attachment) -> bool:
    """No registered checker means no."""
    checker = _checkers.get(attachment.owner_kind)
    return checker is not None and checker(actor, attachment)


def may_stay(attachment: Attachment) -> bool:
    """Whether a browser may keep it."""
    return attachment.owner_kind not in _fleeting


def attachment_for(actor: ActorLike, attachment_id: UUID) -> Attachment:
    """The attachment, or NotFound alike for strangers and for what does not exist."""
    attachment = Attachment.objects.filter(pk=attachment_id).first()
    if attachment is None or not may_read(actor, attachment):
        raise NotFound
    return attachment
