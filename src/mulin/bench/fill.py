"""Fill an installation with cases by COPY, each with the history, words and clock that `mulin verify` asks for."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchVectorField
from django.db import connection, transaction
from django.db.models import Field

from mulin.cases.kinds import OPEN, Audience, CloseReason, State, Voice
from mulin.cases.models import Case, Clock, Words
from mulin.cases.rules import LINK_OF
from mulin.catalogue.kinds import Door
from mulin.catalogue.models import Kind
from mulin.insight.actions.rebuild import rebuild_open
from mulin.lib import clock
from mulin.lib.clock import frozen
from mulin.lib.crypto import salted_hash
from mulin.lib.worktime import Unit
from mulin.people.access import Actor
from mulin.places.kinds import Rank
from mulin.places.models import Area
from mulin.trail.models import Event
from mulin.trail.record import build
from mulin.words.bigrams import bigrams

FILLER = Actor.system("fill")
CHUNK = 5_000
OPEN_SHARE = 25
STOCK_DAYS = 3
MATTERS = (
    "楼道灯不亮，晚上回家看不清台阶",
    "小区门口垃圾桶满了，一直没有人清运",
    "消防通道被私家车堵住，请尽快处理",
    "地下室水管漏水，墙面已经发霉",
    "夜间施工噪音太大，影响孩子休息",
    "电梯运行时有异响，担心不安全",
    "人行道地砖松动，老人容易绊倒",
    "暖气不热，室内只有十四度",
)


def fill(number: int, days: int = 365) -> int:
    """Add `number` cases spread over the days before now, one in 25 of them open; how many there are then."""
    areas = list(Area.objects.filter(rank=Rank.MICRO_GRID).order_by("code"))
    kinds = list(Kind.objects.filter(selectable=True, track="loop", public=True).order_by("pk")[:20])
    states = [State.REPORTED, *[State.CLOSED] * (OPEN_SHARE - 1)]
    return _keep(_cases(number, days, areas, kinds, states))


def stock(number: int, state: State, kind: Kind, communities: Iterable[int]) -> int:
    """Add `number` open cases of the last days that wait in these communities for what `state` asks for next."""
    areas = list(Area.objects.filter(rank=Rank.MICRO_GRID, community_id__in=communities).order_by("code"))
    return _keep(_cases(number, STOCK_DAYS, areas, [kind], [state]))


def _keep(made: Iterator[dict[str, Any]]) -> int:
    while chunk := list(islice(made, CHUNK)):
        with transaction.atomic():
            _copy(Case, [row["case"] for row in chunk])
            _copy(Words, [row["words"] for row in chunk])
            _copy(Event, [row["event"] for row in chunk], skip=("id",))
            _copy(Clock, [row["clock"] for row in chunk if row["clock"]], skip=("id",))
    rebuild_open()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return Case.objects.count()


def _cases(
    number: int, days: int, areas: list[Area], kinds: list[Kind], states: list[State]
) -> Iterator[dict[str, Any]]:
    now = clock.now()
    start, step = now - timedelta(days=days), timedelta(days=days) / max(number, 1)
    for n in range(number):
        at = start + step * n
        with frozen(at):
            yield _case(n, at, now, areas[n * 7 % len(areas)], kinds[n % len(kinds)], states[n % len(states)])


def _case(n: int, at: datetime, now: datetime, area: Area, kind: Kind, state: State) -> dict[str, Any]:
    is_open = state in OPEN
    text = f"{MATTERS[n % len(MATTERS)]}（第{n}件）。"
    case = Case(
        title=text[:40],
        kind=kind,
        area=area,
        door=Door.RESIDENT,
        created_at=at,
        secrecy=kind.secrecy,
        track=kind.track,
        urgency=kind.urgency,
        state=state,
        live=is_open,
        ended_at=None if is_open else at + timedelta(days=2),
        close_reason="" if is_open else CloseReason.SOLVED,
        filed_at=at if state == State.FILED else None,
        next_due=now + timedelta(hours=n % 72 + 1) if is_open else None,
    )
    case.take_lineage(area)
    words = Words(case=case, voice=Voice.TEXT, audience=Audience.REPORTER, seq=1, text=text, at=at)
    event = build(
        "case.import",
        case,
        by=FILLER,
        fields={"was": None, "now": [case.state, area.pk, False, kind.pk], "door": case.door},
        words=[(str(words.pk), salted_hash(text, bytes(words.salt or b"")))],
        quiet=True,
    )
    return {"case": case, "words": words, "event": event, "clock": _clock(case, case.next_due)}


def _clock(case: Case, due: datetime | None) -> Clock | None:
    if due is None:
        return None
    return Clock(
        case=case,
        link=LINK_OF[State(case.state)],
        amount=4,
        unit=Unit.WORK_HOUR,
        started_at=case.created_at,
        due_at=due,
        fire_at=due,
    )


def _copy(model: type[Any], rows: list[Any], skip: tuple[str, ...] = ()) -> None:
    """COPY rows by the columns of their model; the serial and the search vector are left to the database."""
    fields = [f for f in model._meta.concrete_fields if f.name not in (*skip, "serial")]
    names = ", ".join(f'"{f.column}"' for f in fields)
    with (
        connection.cursor() as cursor,
        cursor.copy(f'COPY "{model._meta.db_table}" ({names}) FROM STDIN') as copy,
    ):
        for row in rows:
            copy.write_row([_value(field, row) for field in fields])


def _value(field: "Field[Any, Any]", row: Any) -> Any:
    if isinstance(field, SearchVectorField):
        pairs = sorted(set(bigrams(row.text).split()))
        return " ".join("'" + pair.replace("\\", "\\\\").replace("'", "''") + "'" for pair in pairs)
    value = getattr(row, field.attname)
    if isinstance(value, UUID | datetime) or value is None:
        return value
    return field.get_db_prep_save(value, connection)
