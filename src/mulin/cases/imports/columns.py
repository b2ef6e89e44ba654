"""The columns that a file of cases may have, and which of a file's own columns mean them."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from mulin.lib.errors import BadInput
from mulin.lib.tables import Column

COLUMNS = [
    Column("title", _("A short title"), False, "三号楼前路灯不亮"),
    Column("text", _("What was reported, in full"), True, "三号楼前的路灯不亮三天了。"),
    Column("at", _("When it was reported; without a zone it is local time"), True, "2026-03-02 09:15"),
    Column("ref", _("Its number where it comes from; the same number is taken once"), True, "360114"),
    Column("lng", _("Longitude"), False, "112.9388"),
    Column("lat", _("Latitude"), False, "28.2282"),
    Column("area", _("Code of the area it is in"), False, "990102001002"),
    Column("address", _("Address in words"), False, "柳桥苑三号楼"),
    Column("kind", _("Kind of matter: our code or name, or a label that is mapped"), False, "0901"),
    Column("closed", _("When it ended; empty while it is open"), False, "2026-03-05 16:40"),
    Column(
        "status",
        _("open or closed (办结, 结案), where it tells more than the end"),
        False,
        "closed",
    ),
    Column("reply", _("The answer that was given"), False, "已于3月5日修复。"),
]
NAMES = tuple(column.name for column in COLUMNS)
NEEDED = ("text", "at", "ref")


def columns_of(given: Mapping[str, str]) -> dict[str, str]:
    """Our field -> the file's column; without a mapping the file uses our names."""
    unknown = sorted(set(given) - set(NAMES))
    if unknown:
        raise BadInput(
            fields={
                "map": _("Not a field of a case: %(names)s. There are: %(known)s.")
                % {"names": ", ".join(unknown), "known": ", ".join(NAMES)}
            }
        )
    if not given:
        return dict(zip(NAMES, NAMES, strict=True))
    missing = [name for name in NEEDED if name not in given]
    if missing:
        raise BadInput(
            fields={"map": _("Say which column holds: %(names)s.") % {"names": ", ".join(missing)}}
        )
    return dict(given)


def columns_needed(given: Mapping[str, str]) -> list[str]:
    """The file's columns without which nothing can be read: those named, or those that every case has."""
    return list(columns_of(given).values()) if given else list(NEEDED)
