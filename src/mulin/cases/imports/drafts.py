"""One row of a file becomes a draft: read, checked, not yet on the ground."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext as _

from mulin.cases.actions.report import headline
from mulin.cases.actions.saying import LONGEST, clean
from mulin.cases.rules import why_not_foreign
from mulin.catalogue.models import Kind
from mulin.lib import clock
from mulin.lib.coordinates import to_wgs84
from mulin.lib.errors import BadInput
from mulin.lib.tables import Row
from mulin.places.models import Area

LONGEST_REF, LONGEST_TITLE, LONGEST_ADDRESS = 80, 120, 200
#: Words for what has ended, as such lists use them.
ENDED = frozenset(
    {"closed", "close", "done", "completed", "complete", "resolved", "archived", "ended"}
    | {"办结", "结案", "关闭", "完成", "归档", "已办结", "已结案", "已关闭", "已完成", "已归档"}
    | {"已回复", "已答复", "已解决", "办理完成", "办理完毕"}
)
DATE = re.compile(
    r"(?P<year>\d{4})[-/.年](?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?"
    r"(?:[T\s]*(?P<hour>\d{1,2})[:时点](?P<minute>\d{1,2})分?(?::?(?P<second>\d{1,2})(?:\.\d+)?秒?)?)?"
)
EARLIEST = datetime(1970, 1, 2, tzinfo=UTC)
AHEAD = timedelta(days=1)


@dataclass
class Draft:
    """What a row tells; `area` and `kind` are found later, and may stay unknown."""

    number: int
    ref: str
    at: datetime
    title: str
    text: str
    address: str = ""
    reply: str = ""
    ended_at: datetime | None = None
    lng: float | None = None
    lat: float | None = None
    area_code: str = ""
    kind_word: str = ""
    area: Area | None = None
    compound_id: int | None = None
    kind: Kind | None = None


def pieces(text: str) -> list[str]:
    """A text in parts that one row of words holds; nothing of a long one is dropped."""
    return [text[at : at + LONGEST] for at in range(0, len(text), LONGEST)]


def draft_of(row: Row, columns: Mapping[str, str], crs: str) -> Draft:
    """Read a row; BadInput names every field that is wrong."""
    told = {name: clean(row[column], name, longest=10**7) for name, column in columns.items()}
    wrong: dict[str, str] = {}
    at = _moment(told, "at", wrong) or EARLIEST
    if not told["at"]:
        wrong["at"] = _("Please fill in this field.")
    if not told["ref"]:
        wrong["ref"] = _("Please fill in this field.")
    elif len(told["ref"]) > LONGEST_REF:
        wrong["ref"] = _("At most %(most)d characters.") % {"most": LONGEST_REF}
    elif not_foreign := why_not_foreign(told["ref"]):
        wrong["ref"] = not_foreign
    title, text = _words(told)
    if not text:
        wrong["text"] = _("Please say something here.")
    lng, lat = _point(told, crs, wrong)
    ended_at = _ended(told, at, wrong)
    if wrong:
        raise BadInput(fields=wrong)
    return Draft(
        number=row.number,
        ref=told["ref"],
        at=at,
        title=title,
        text=text,
        address=told.get("address", "")[:LONGEST_ADDRESS],
        reply=told.get("reply", ""),
        ended_at=ended_at,
        lng=lng,
        lat=lat,
        area_code=told.get("area", ""),
        kind_word=told.get("kind", ""),
    )


def _words(told: Mapping[str, str]) -> tuple[str, str]:
    """Title and text; a title too long for a list stays whole at the head of the text."""
    title, text = told.get("title", ""), told["text"]
    if len(title) > LONGEST_TITLE:
        text = f"{title}\n{text}" if text else title
        title = f"{title[: LONGEST_TITLE - 1]}…"
    return (title or headline(text)), (text or title)


def moment(text: str) -> datetime:
    """A moment as files write it: ISO, or year, month and day with any of the usual marks; local by default."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        match = DATE.fullmatch(text.strip())
        if match is None:
            raise ValueError(text) from None
        year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
        found = datetime(year, month, day, hour, minute, second, tzinfo=clock.LOCAL)
    return found if found.tzinfo else found.replace(tzinfo=clock.LOCAL)


def _moment(told: Mapping[str, str], name: str, wrong: dict[str, str]) -> datetime | None:
    if not told.get(name):
        return None
    try:
        found = moment(told[name])
        if EARLIEST <= found <= clock.now() + AHEAD:
            return found
        wrong[name] = _("This day lies before 1970 or in the future.")
    except (ValueError, OverflowError):
        wrong[name] = _("This is no date or time: write 2026-03-02 09:15.")
    return None


def _ended(told: Mapping[str, str], at: datetime, wrong: dict[str, str]) -> datetime | None:
    """When it ended: where a status is told, that decides; the end is never before the beginning."""
    status = told.get("status", "").lower()
    if status and status not in ENDED:
        return None
    ended = _moment(told, "closed", wrong)
    if ended is None:
        return at if status else None
    return max(ended, at)


def _point(told: Mapping[str, str], crs: str, wrong: dict[str, str]) -> tuple[float | None, float | None]:
    lng, lat = told.get("lng", ""), told.get("lat", "")
    if not lng or not lat:
        return None, None
    try:
        return to_wgs84(float(lng), float(lat), crs)
    except ValueError:
        wrong["lng"] = _("Longitude and latitude are numbers such as 112.9388 and 28.2282.")
    except BadInput as refusal:
        wrong |= {name: str(message) for name, message in refusal.fields.items()}
    return None, None
