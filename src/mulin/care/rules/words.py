"""What people write about an entry, cleaned and bounded."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from mulin.care.kinds import Why
from mulin.lib.errors import BadInput
from mulin.people.rules import plain

LONGEST = 1000


def said(text: str, field: str) -> str | None:
    """The text or None; BadInput when it is too long."""
    text = plain(text)
    if len(text) > LONGEST:
        raise BadInput(fields={field: _("At most %(most)d characters.") % {"most": LONGEST}})
    return text or None


def reasons(whys: Collection[str]) -> list[str]:
    """The reasons, each from the list, in the list's order."""
    if not whys or not set(whys) <= set(Why.values):
        raise BadInput(fields={"whys": _("Choose from the list why care is needed.")})
    return [why for why in Why.values if why in whys]
