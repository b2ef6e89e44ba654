"""The reading copy of a day: the very pages of the field, drawn for the phone to keep, and which it still lacks."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.urls import resolve
from django.utils.html import escape

from mulin.cases.commands import COMMANDS, Shape
from mulin.cases.models import Case
from mulin.cases.queries.work import day_list
from mulin.catalogue.kinds import Secrecy
from mulin.lib import clock
from mulin.lib.errors import Refusal
from mulin.people.access import Actor
from mulin.people.kinds import Duty
from mulin.rounds.kinds import TaskState
from mulin.rounds.models import Task
from mulin.rounds.queries.lists import day_rounds
from mulin.surfaces.field.reach import is_sent_work, own_ground
from mulin.surfaces.field.views.case import FieldVerb
from mulin.surfaces.field.views.ground import open_on
from mulin.ui.cases.forms import verb_form

#: Cases on the phone at most; the day's come first.
MOST_CASES = 300
MOST_ROUNDS = 20
#: Pages drawn for one request; the phone asks again until it has all.
BATCH = 24
TEN_MINUTES = 600
#: How the phone calls the version of what came in the same refresh.
ANY = "*"
HOLES = {"title": "<!--title-->", "head": "<!--head-->", "main": "<!--main-->"}
PARTS = re.compile(
    r'<title>(?P<title>.*?)</title>.*?<link rel="stylesheet" href="[^"]*app[^"]*\.css">\s*(?P<head>.*?)'
    r'<script src="[^"]*app[^"]*\.js" defer></script>.*?<main id="main" tabindex="-1">(?P<main>.*)</main>',
    re.DOTALL,
)
TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]*')
VERB = re.compile(r'href="/field/cases/[0-9a-f-]{36}/([a-z_]+)/"')
VERSION = re.compile(r'(name="expected_version" value="|data-seen=")[^"]*')
#: What a verb's form offers by the case and not by its kind and place alone.
BY_CASE = frozenset({Shape.ORGANISATION, Shape.ORGANISATIONS, Shape.POST, Shape.CLOCK, Shape.CASE})


@dataclass(frozen=True)
class Leaf:
    """One page of the copy: the same version means the same page. `query` is what only the copy asks for."""

    url: str
    version: str
    query: str = ""
    case: Case | None = None


def bars(actor: Actor) -> Iterator[Leaf]:
    """The pages of the bar below, and what is said of pages that are not on the phone."""
    now = str(int(clock.now().timestamp()) // TEN_MINUTES)
    fresh = str(clock.now().timestamp())
    yield Leaf("/field/", fresh, "whole=1")
    yield Leaf("/field/away/", "1")
    yield Leaf("/field/outbox/", "1", "copy=1")
    for url in ("/field/shift/", "/field/map/"):
        yield Leaf(url, now)
    if actor.may(Duty.CASE_REPORT):
        yield Leaf("/field/report/", str(clock.today()))
    if actor.may(Duty.HOUSEHOLD_SERVE):
        yield Leaf("/field/homes/", str(clock.today()))


def cases(actor: Actor) -> Iterator[Leaf]:
    """The day's cases, then what else is open on the actor's ground; nothing confidential leaves the house."""
    ids: list[Any] = []
    if is_sent_work(actor):
        ids += day_list(actor).values_list("pk", flat=True)[:MOST_CASES]
    ids += [case.pk for case in open_on(own_ground(actor), actor)]
    wanted = list(dict.fromkeys(ids))[:MOST_CASES]
    plain = Case.objects.select_related("area", "kind").exclude(secrecy=Secrecy.CONFIDENTIAL)
    found = plain.in_bulk(wanted)
    day = clock.today()
    for case in (found[one] for one in wanted if one in found):
        yield Leaf(f"/field/cases/{case.pk}/", f"{case.version}.{day}", "copy=1", case=case)


def rounds(actor: Actor) -> Iterator[Leaf]:
    """The day's rounds and the checklists of what is left of them."""
    day = clock.today()
    found = list(day_rounds(actor)[:MOST_ROUNDS])
    left: dict[Any, list[int]] = {}
    tasks = Task.objects.filter(occurrence__in=found, state=TaskState.OPEN).order_by("order")
    for pk, order in tasks.values_list("occurrence_id", "order"):
        left.setdefault(pk, []).append(order)
    for one in found:
        yield Leaf(f"/field/rounds/{one.pk}/", f"{one.state}.{one.tasks_left}.{day}")
        for order in left.get(one.pk, ()):
            yield Leaf(f"/field/rounds/{one.pk}/{order}/", f"{one.checklist_id}.{day}")


#: Rooms add a line here: what of theirs is on the phone. Only the actor's own ground, never care, keys or illness.
SOURCES: tuple[Callable[[Actor], Iterable[Leaf]], ...] = (bars, rounds, cases)


def packed(request: HttpRequest, actor: Actor, have: Mapping[str, str]) -> dict[str, Any]:
    """What the phone lacks, what it should forget, and whether there is more to ask for."""
    leaves = {leaf.url: leaf for source in SOURCES for leaf in source(actor)}
    wanted = [leaf for leaf in leaves.values() if have.get(leaf.url) not in {leaf.version, ANY}]
    drawing = Drawing(request, actor)
    pages = {leaf.url: page for leaf in wanted[:BATCH] if (page := drawing.page(leaf))}
    missing = [leaf.url for leaf in wanted[:BATCH] if leaf.url not in pages]
    return {
        "pages": pages,
        "forms": drawing.forms,
        "shell": drawing.shell,
        "gone": [*(url for url in have if url not in leaves), *missing],
        "more": len(wanted) > BATCH,
        "made_at": clock.now().isoformat(),
    }


class Drawing:
    """Pages drawn as their addresses draw them, taken apart so that what all share is sent once."""

    def __init__(self, request: HttpRequest, actor: Actor) -> None:
        self.request, self.actor = request, actor
        self.shell = ""
        self.forms: dict[str, dict[str, str]] = {}

    def page(self, leaf: Leaf) -> dict[str, Any] | None:
        """Title, head and main of one page, with the forms of a case's verbs; None when it is not open after all."""
        html = self.html(leaf)
        parts = PARTS.search(html)
        if parts is None:
            return None
        if leaf.url == "/field/":
            self.shell = _hollow(html, parts)
        page: dict[str, Any] = {"version": leaf.version, **parts.groupdict()}
        if leaf.case is not None:
            page |= self.verbs(leaf.case, parts["main"])
        return page

    def html(self, leaf: Leaf) -> str:
        try:
            found = resolve(leaf.url)
            answer: HttpResponseBase = found.func(self.inner(leaf), *found.args, **found.kwargs)
        except (Refusal, Http404):
            return ""
        body = getattr(answer, "content", b"")
        return TOKEN.sub(r"\1", body.decode()) if answer.status_code == 200 else ""

    def inner(self, leaf: Leaf) -> HttpRequest:
        """A request for another page by the same person; notes that wait to be shown stay where they are."""
        inner = copy.copy(self.request)
        inner.method, inner.path, inner.path_info = "GET", leaf.url, leaf.url
        inner.GET, inner.POST = QueryDict(leaf.query), QueryDict()
        inner.META = {**self.request.META, "QUERY_STRING": leaf.query, "REQUEST_METHOD": "GET"}
        inner._messages = ()  # type: ignore[attr-defined] # noqa: SLF001 - where Django's messages look
        return inner

    def verbs(self, case: Case, main: str) -> dict[str, Any]:
        """The case's verbs and the form of each; cases of one kind in one place share their forms."""
        names = [name for name in dict.fromkeys(VERB.findall(main)) if name in COMMANDS]
        return {
            "verbs": {name: self.form(case, name) for name in names},
            "holes": {
                "id": str(case.pk),
                "title": escape(case.title),
                "number": escape(case.number),
                "version": str(case.version),
            },
        }

    def form(self, case: Case, name: str) -> str:
        command = COMMANDS[name]
        shapes = {ask.shape for ask in command.asks}
        plain = shapes.isdisjoint({Shape.KIND, Shape.STANDARD, *BY_CASE})
        key = name if plain else f"{name}:{case.area_id}:{case.kind_id}:{case.standard_id}:{case.urgency}"
        key = key if shapes.isdisjoint(BY_CASE) else f"{name}:{case.pk}"
        if key not in self.forms:
            html = self.drawn_form(case, name)
            parts = PARTS.search(html)
            self.forms[key] = parts.groupdict() if parts else {}
        return key

    def drawn_form(self, case: Case, name: str) -> str:
        blank = copy.copy(case)
        blank.title = "⟦title⟧"
        inner = self.inner(Leaf(f"/field/cases/{case.pk}/{name}/", ""))
        form = verb_form(COMMANDS[name], blank, self.actor)
        html = FieldVerb().shown(inner, blank, name, form).content.decode()
        html = TOKEN.sub(r"\1", html).replace(str(case.pk), "⟦id⟧").replace(case.number, "⟦number⟧")
        return VERSION.sub(r"\1⟦version⟧", html)


def _hollow(html: str, parts: re.Match[str]) -> str:
    """The page with holes for what differs."""
    for name in ("main", "head", "title"):
        html = html[: parts.start(name)] + HOLES[name] + html[parts.end(name) :]
    return html
