"""Days that people write: of a year in which something here can have come about or be due."""

from datetime import date

from django.utils.translation import gettext as _

from mulin.lib.errors import BadInput

FIRST, LAST = 2000, 2100


def is_near(day: date) -> bool:
    """Whether it is of those years; days further off are slips of the pen and break the arithmetic."""
    return FIRST <= day.year <= LAST


def require_near(**days: date | None) -> None:
    """BadInput names each that is not."""
    said = _("Write a day between %(first)d and %(last)d.") % {"first": FIRST, "last": LAST}
    wrong = {name: said for name, day in days.items() if day is not None and not is_near(day)}
    if wrong:
        raise BadInput(fields=wrong)
