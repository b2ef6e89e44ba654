"""The statements that pages and acts ask, written down to be asked again by the database's own bench."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.test import Client
from psycopg import ClientCursor

from mulin.bench.deeds import LIFE, Reports
from mulin.bench.driver import DONE, RefusedError, Request
from mulin.bench.served import cookies

#: The public codes of replayed cases begin so; `floor.swept` finds them by it.
MARK = "floor"
CODE = re.compile(r"[A-Za-z0-9_-]{16}")
SENTINEL = 7_300_000_000_000


@dataclass(frozen=True)
class Asked:
    """One statement as it was asked, and what an insert gave back: numbers by their column, row by row."""

    sql: str
    params: Any = None
    given: Sequence[Mapping[str, int]] = ()

    @property
    def values(self) -> list[Any]:
        return list(self.params.values() if isinstance(self.params, Mapping) else self.params or ())


@dataclass
class Recorder:
    """Writes down what one connection asks, transactions included."""

    asked: list[Asked] = field(default_factory=list)
    _open: bool = False

    @contextmanager
    def listening(self) -> Iterator[None]:
        with connection.execute_wrapper(self._note):
            yield

    @property
    def statements(self) -> int:
        return sum(asked.sql not in ("BEGIN", "COMMIT") for asked in self.asked)

    def _note(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 - Django's shape
        if connection.in_atomic_block and not self._open:
            self._open = True
            self.asked.append(Asked("BEGIN"))
            transaction.on_commit(self._committed, robust=True)
        done = execute(sql, params, many, context)
        given = _given(context["cursor"].cursor) if sql.startswith("INSERT") else ()
        self.asked.append(Asked(sql, params, given))
        return done

    def _committed(self) -> None:
        self._open = False
        self.asked.append(Asked("COMMIT"))


def _given(cursor: Any) -> list[Mapping[str, int]]:
    """Numbers that the insert returned, left to be read once more."""
    if cursor.description is None:
        return []
    rows = cursor.fetchall()
    cursor.scroll(0, mode="absolute")
    names = [column.name for column in cursor.description]
    return [
        {name: value for name, value in zip(names, row, strict=True) if isinstance(value, int)}
        for row in rows
    ]


class Desk:
    """Requests asked in this process, where statements can be seen; each answer checked as over HTTP."""

    def __init__(self) -> None:
        self.clients: dict[str, Client] = {}

    def ask(self, request: Request, recorder: Recorder) -> str:
        client = self.clients.get(request.login)
        if client is None:
            client = self.clients[request.login] = Client(SERVER_NAME="localhost")
            client.cookies.load(cookies([request.login])[request.login])
        send = partial(client.get, request.path)
        if request.fields is not None:
            send = partial(client.post, request.path, dict(request.fields))
        with recorder.listening():
            answer = send()
        if answer.status_code != DONE[request.method]:
            raise RefusedError(f"{request.path}: {answer.status_code}")
        return str(answer.headers.get("Location", ""))


def page(request: Request) -> Recorder:
    """What a page asks once the process is warm."""
    desk = Desk()
    desk.ask(request, Recorder())
    warm = Recorder()
    desk.ask(request, warm)
    return warm


def life(reports: Reports, desk: Desk) -> dict[str, Recorder]:
    """What each step of one case's life asks."""
    found = {"report": Recorder()}
    case = desk.ask(reports(), found["report"]).split("/")[2]
    for step in LIFE:
        desk.ask(step.on(case), found.setdefault(step.verb, Recorder()))
    return found


def flat(steps: Mapping[str, Recorder]) -> list[Asked]:
    return [asked for recorder in steps.values() for asked in recorder.asked]


def script(once: Sequence[Asked], again: Sequence[Asked] = ()) -> str:
    """A pgbench script that asks the same anew, valid however often and by however many at a time.

    `again` is the same life of another case: what was made in the one and not in the other belongs to a case,
    and is made afresh by every run; all else is asked as it was.
    """
    names = _Names(once, again)
    twins = again if len(again) == len(once) else [None] * len(once)
    lines = (names.line(asked, twin) for asked, twin in zip(once, twins, strict=True))
    return "\n".join([*names.lines(), *lines]) + "\n"


class _Names:
    """Which values of a recorded life stand for themselves, and which for what each run makes."""

    def __init__(self, once: Sequence[Asked], again: Sequence[Asked]) -> None:
        made, others = _made(once), _made(again)
        self.ids = {value: f"id{n}" for n, value in enumerate(sorted(made - others, key=str))}
        self.numbers: dict[int, str] = {}

    def lines(self) -> Iterator[str]:
        """Fresh ids and codes for one run."""
        made = [
            f"uuidv7() AS {name}"
            if isinstance(value, UUID)
            else f"'{MARK}' || substr(md5(random()::text), 1, {16 - len(MARK)}) AS {name}"
            for value, name in self.ids.items()
        ]
        if made:
            yield f"SELECT {', '.join(made)} \\gset"

    def line(self, asked: Asked, twin: Asked | None) -> str:
        """The statement; numbers that it gives back are kept for the statements after it."""
        sql = self._bound(asked, twin)
        if not any(asked.given):
            return f"{sql};"
        kept = []
        for row, numbers in enumerate(asked.given, start=1):
            for column, value in numbers.items():
                name = self.numbers.setdefault(value, f"n{len(self.numbers)}")
                kept.append(f"(array_agg({column} ORDER BY {column}))[{row}] AS {name}")
        return f"WITH made AS ({sql}) SELECT {', '.join(kept)} FROM made \\gset"

    def _bound(self, asked: Asked, twin: Asked | None) -> str:
        """The statement with its values, those of this run as variables."""
        marks = {}
        for value, other in zip(asked.values, twin.values if twin else asked.values, strict=False):
            # A number that both lives name is the town's, whatever row happens to bear it too.
            if isinstance(value, int) and value in self.numbers and (twin is None or value != other):
                marks[value] = f":{self.numbers[value]}"
        text = _mogrified(asked, marks)
        for value, name in self.ids.items():
            text = text.replace(str(value), f":{name}")
            if isinstance(value, UUID):
                text = text.replace(value.hex, f":{name}")
        return text


def _mogrified(asked: Asked, marks: Mapping[int, str]) -> str:
    """The statement as the database got it, with variables where these numbers stood."""
    if not asked.params:
        return asked.sql

    def told(value: Any) -> Any:
        return SENTINEL + value if isinstance(value, int) and value in marks else value

    if isinstance(asked.params, Mapping):
        params: Any = {name: told(value) for name, value in asked.params.items()}
    else:
        params = [told(value) for value in asked.params]
    text = str(ClientCursor(connection.connection).mogrify(asked.sql, params))
    for value, name in marks.items():
        text = text.replace(str(SENTINEL + value), name)
    return text


def _made(asked: Sequence[Asked]) -> set[UUID | str]:
    """Ids and codes that were put into rows."""
    values = (value for each in asked if each.sql.startswith("INSERT") for value in each.values)
    return {
        value
        for value in values
        if isinstance(value, UUID) or (isinstance(value, str) and CODE.fullmatch(value))
    }
