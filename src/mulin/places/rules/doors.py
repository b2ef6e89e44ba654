"""Stairwells and their doors as somebody writes them down."""

import re

from django.utils.translation import gettext_lazy as _

from mulin.lib.errors import BadInput

LONGEST_ENTRANCE, LONGEST_DOOR, MOST_DOORS = 60, 40, 2000


def doors_written(text: str, field: str = "doors") -> dict[str, list[str]]:
    """A line for each stairwell, its name before a colon: 1单元：101、102、201."""
    found: dict[str, list[str]] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        entrance, colon, rest = line.replace("：", ":").partition(":")
        doors = [door for door in re.split(r"[\s,，、;；]+", rest) if door]
        if not entrance.strip() or not colon:
            message = _("Write a line for each entrance, such as 1单元：101、102.")
            raise BadInput(fields={field: message})
        if len(entrance.strip()) > LONGEST_ENTRANCE or any(len(door) > LONGEST_DOOR for door in doors):
            raise BadInput(fields={field: _("The door or the entrance has too long a name.")})
        present = found.setdefault(entrance.strip(), [])
        present += [door for door in dict.fromkeys(doors) if door not in present]
    if sum(map(len, found.values())) > MOST_DOORS:
        raise BadInput(fields={field: _("More than 2,000 doors at once: use the import.")})
    return found
