"""Refusals: every way in which an action says no, with words for people and codes for machines."""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


class Refusal(Exception):
    """An act that was understood and not done; nothing has been changed."""

    code: str = "refused"
    default: Text = _("This cannot be done.")

    def __init__(
        self,
        message: Text = "",
        *,
        fields: Mapping[str, Text] | None = None,
        code: str = "",
    ) -> None:
        self.fields: dict[str, Text] = dict(fields or {})
        self.message: Text = message or next(iter(self.fields.values()), self.default)
        self.code = code or self.code
        super().__init__(self.message)

    def __str__(self) -> str:
        if not self.fields:
            return str(self.message)
        return "; ".join(f"{name}: {text}" for name, text in self.fields.items())


class BadInput(Refusal):
    """What was given is wrong; `fields` names each field and its mend."""

    code = "bad_input"
    default = _("Please check what you entered.")


class NotFound(Refusal):
    code = "not_found"
    default = _("There is no such thing, or it is not open to you.")


class NotAllowed(Refusal):
    """The actor lacks the duty; shown to strangers as not found."""

    code = "not_allowed"
    default = _("None of the posts you hold today may do this.")


class WrongState(Refusal):
    code = "wrong_state"
    default = _("This step does not fit the present state.")


class Conflict(Refusal):
    """Someone else was first; `changed` names what has changed since the actor looked."""

    code = "conflict"
    default = _("Someone else changed this meanwhile. Please look again.")

    def __init__(
        self,
        message: Text = "",
        *,
        changed: Sequence[str] = (),
        fields: Mapping[str, Text] | None = None,
        code: str = "",
    ) -> None:
        self.changed = list(changed)
        super().__init__(message, fields=fields, code=code)
