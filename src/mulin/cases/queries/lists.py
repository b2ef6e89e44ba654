"""Lists of cases: what the actor may see, narrowed by what was asked for."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Protocol

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet

from mulin.cases.access import visible_to
from mulin.cases.kinds import ENDED, OPEN
from mulin.cases.models import Case, HotlineOrder, Words
from mulin.lib import clock
from mulin.lib.clock import LOCAL
from mulin.people.access import Actor
from mulin.places.kinds import Rank
from mulin.places.rules import LINEAGE
from mulin.words.bigrams import query

#: What a list row shows; the rest of the wide row stays in the database.
ROW = (
    "id",
    "serial",
    "title",
    "state",
    "door",
    "urgency",
    "created_at",
    "next_due",
    "late",
    "address",
    "kind__name",
    "area__name",
    "holder_org_id",
    "urgings",
    "returns",
    "reopenings",
    "group_id",
)


class Ranked(Protocol):
    """An area, as far as a list of cases asks about it."""

    @property
    def pk(self) -> int: ...
    @property
    def rank(self) -> int: ...


@dataclass(frozen=True)
class CaseFilter:
    """What was asked for; empty fields ask for nothing."""

    area: Ranked | None = None
    states: frozenset[str] = frozenset()
    ended: bool | None = None
    door: str = ""
    kind_key: str = ""
    urgency: str = ""
    track: str = ""
    late: bool = False
    holder_org_id: int | None = None
    group_id: int | None = None
    since: date | None = None
    until: date | None = None
    words: str = ""


def filtered(actor: Actor, wanted: CaseFilter) -> QuerySet[Case]:
    """The actor's cases that fit, not yet ordered. Newest first is `order_by("-id")`: ids grow with time."""
    found = visible_to(actor)
    if wanted.area is not None:
        found = found.filter(**{LINEAGE[Rank(wanted.area.rank)]: wanted.area.pk})
    if wanted.states:
        found = found.filter(state__in=sorted(wanted.states))
    if wanted.ended is not None:
        found = found.filter(state__in=sorted(ENDED if wanted.ended else OPEN))
    for column in ("door", "urgency", "track", "holder_org_id", "group_id"):
        if value := getattr(wanted, column):
            found = found.filter(**{column: value})
    if wanted.kind_key:
        found = found.filter(kind__key=wanted.kind_key)
    if wanted.late:
        found = found.filter(next_due__lt=clock.now())
    if wanted.since:
        found = found.filter(created_at__gte=_midnight(wanted.since))
    if wanted.until:
        found = found.filter(created_at__lte=datetime.combine(wanted.until, time.max, LOCAL))
    return with_words(found, wanted.words) if wanted.words.strip() else found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, LOCAL)


def with_words(found: QuerySet[Case], words: str) -> QuerySet[Case]:
    """By number, or by words said in the case (bigrams, so Chinese of two letters and more is found)."""
    text = words.strip()
    number = text.replace("-", "")
    if number.isascii() and number.isdigit() and 4 <= len(number) <= 18:
        serial = int(number[6:]) if len(number) > 6 else int(number)
        return found.filter(Q(serial=serial) | Q(serial=int(number)) | Q(hotline_orders__order_no=text))
    asked = query(text)
    if not asked:
        return found.filter(title__icontains=text[:40])
    said = Words.objects.filter(search=SearchQuery(asked, config="simple", search_type="raw"))
    either = Q(pk__in=said.values("case_id"))
    if text.isascii():
        orders = HotlineOrder.objects.filter(order_no__in=[text, text.upper()])
        either |= Q(pk__in=orders.values("case_id"))
    return found.filter(either)


def bounded_count(found: QuerySet[Case], most: int = 100) -> int:
    """How many, but never counting past `most`: pages show “99+”."""
    return len(found.order_by().values_list("pk", flat=True)[:most])


def rows(found: QuerySet[Case], *more: str) -> QuerySet[Case]:
    """The columns that a list row needs, and `more`, joined in the same statement."""
    return found.select_related("kind", "area").only(*ROW, *more)
