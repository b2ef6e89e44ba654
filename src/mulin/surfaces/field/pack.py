"""The reading copy of a day: the very pages of the field, drawn for the phone to keep, and which it still lacks."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.urls import resolve
from django.utils.html import escape

from mulin.cases.commands import COMMANDS, Shape
from mulin.cases.models import Case
from mulin.lib import clock
from mulin.lib.errors import Refusal
from mulin.people.access import Actor
from mulin.surfaces.field.leaves import SOURCES, Leaf
from mulin.surfaces.field.views.case import FieldVerb
from mulin.ui.cases.forms import verb_form

#: Pages drawn for one request; the phone asks again until it has all.
BATCH = 24
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
        if leaf.code:
            page["code"] = leaf.code
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
