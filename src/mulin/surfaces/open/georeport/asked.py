"""What was asked for, read once; an empty argument was not sent."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from django.http import HttpRequest
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from mulin.lib.clock import LOCAL
from mulin.lib.errors import NotFound
from mulin.people.access import Actor
from mulin.places.models import Area
from mulin.places.queries import area_by_code
from mulin.surfaces.open.georeport.answers import Fault
from mulin.surfaces.open.keys import actor_of_key, bearer

NOTHING = frozenset({"", "null", "undefined"})
EARLIEST, LATEST = date(1990, 1, 1), date(2190, 1, 1)


@dataclass(frozen=True)
class Asked:
    """The arguments of one call."""

    request: HttpRequest
    given: Mapping[str, str]

    def text(self, name: str, longest: int = 200) -> str:
        found = self.given.get(name, "")
        if len(found) > longest:
            raise Fault(400, f"{name}: " + _("At most %(most)d characters.") % {"most": longest})
        return found

    def many(self, name: str, most: int = 1000) -> list[str]:
        """A list parted by commas."""
        found = [one.strip() for one in self.text(name, 40_000).split(",") if one.strip()]
        if len(found) > most:
            raise Fault(400, f"{name}: " + _("At most %(most)d at once.") % {"most": most})
        return found

    def whole(self, name: str, otherwise: int, most: int) -> int:
        text = self.text(name)
        if not text:
            return otherwise
        if not (text.isascii() and text.isdigit()) or not 1 <= int(text) <= most:
            raise Fault(400, f"{name}: " + _("A whole number from 1 to %(most)d.") % {"most": most})
        return int(text)

    def degree(self, name: str, most: int) -> float | None:
        text = self.text(name)
        if not text:
            return None
        try:
            found = float(text)
        except ValueError:
            found = most + 1.0
        if not -most <= found <= most:
            raise Fault(400, f"{name}: " + _("Degrees between −%(most)d and %(most)d.") % {"most": most})
        return found

    def moment(self, name: str) -> datetime | None:
        """ISO 8601; without a zone it is local, a day alone is its beginning."""
        # A plus sign that was not escaped arrives as a blank.
        text = self.text(name).replace(" ", "+") if "T" in self.text(name) else self.text(name)
        if not text:
            return None
        try:
            found, day = parse_datetime(text), None if len(text) > 10 else parse_date(text)
        except ValueError:
            found, day = None, None
        if day is not None:
            found = datetime.combine(day, time.min, LOCAL)
        if found is None or not EARLIEST <= found.date() <= LATEST:
            raise Fault(400, f"{name}: " + _("A moment such as 2026-03-02T09:00:00+08:00."))
        return found if found.tzinfo else found.replace(tzinfo=LOCAL)

    def flag(self, name: str) -> bool:
        return self.text(name).lower() in {"true", "1", "yes"}

    @cached_property
    def key(self) -> Actor | None:
        """The post whose key was sent, in the argument or in the header."""
        token = self.given.get("api_key", "") or bearer(self.request.headers.get("Authorization", ""))
        return actor_of_key(token) if token else None

    @cached_property
    def jurisdiction(self) -> Area | None:
        """One endpoint serves the whole tree: the id is the host's name, or the code of an area."""
        name = self.text("jurisdiction_id")
        if not name or name == self.request.get_host().partition(":")[0]:
            return None
        try:
            return area_by_code(name)
        except NotFound as error:
            raise Fault(404, "jurisdiction_id: " + _("There is no area with this code.")) from error


def asked(request: HttpRequest, methods: Collection[str]) -> Asked:
    """The call's arguments, if it may be made in this way."""
    if request.method not in methods:
        raise Fault(405, _("This address is used differently"))
    given = {**request.GET.dict(), **(request.POST.dict() if request.method == "POST" else {})}
    cleaned = {name: str(value).replace("\0", "").strip() for name, value in given.items()}
    return Asked(request, {name: value for name, value in cleaned.items() if value.lower() not in NOTHING})


def span(
    first: datetime | None, last: datetime | None, now: datetime, days: int
) -> tuple[datetime, datetime]:
    """Both ends of a time, at most so many days apart; what is not said lies as near to now as it may."""
    reach = timedelta(days=days)
    if first is None:
        last = last or now
        return last - reach, last
    if last is None:
        last = min(first + reach, max(now, first))
    if not timedelta(0) <= last - first <= reach:
        said = _("The end must not lie before the start, nor more than %(days)d days after it.")
        raise Fault(400, "start_date, end_date: " + said % {"days": days})
    return first, last
