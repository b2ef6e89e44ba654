"""The frame of a page, drawn once for all who see it alike: language, look, posts and place decide, nothing else does.

Only the reader's token and address differ from page to page; they are put in afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import pgettext

from mulin.people.kinds import Duty
from mulin.ui import nav
from mulin.ui.http import actor_of
from mulin.ui.look import Look, look_of

TOKEN, HERE = "put-the-token-here", "/put-the-address-here"
FACES = {"desk": "/desk/", "field": "/field/", "ops": "/ops/", "screen": "/screen/", "resident": "/"}
BARS = {"side": "ui/parts/side.html", "tabs": "ui/parts/tabs.html", "views": "ui/parts/top_views.html"}


@dataclass(frozen=True)
class Reader:
    """What of a reader the top bar shows."""

    known: bool
    login: str
    posts: tuple[str, ...]
    duties: frozenset[Duty]


def face_name(audience: str) -> str:
    names = {
        "desk": pgettext("bar", "Desk"),
        "field": pgettext("bar", "Field"),
        "ops": pgettext("bar", "Operations"),
        "screen": pgettext("bar", "Command view"),
    }
    return names.get(audience, "")


def top(request: HttpRequest, audience: str) -> SafeString:
    """The top bar with its menus."""
    actor = actor_of(request)
    user = request.user
    reader = Reader(
        known=user.is_authenticated,
        login=user.get_username() if user.is_authenticated and user.has_usable_password() else "",
        posts=tuple(post.name for post in actor.posts[:3]),
        duties=nav.duties_of(actor),
    )
    return _filled(request, _top(audience, look_of(request), reader))


def bar(request: HttpRequest, audience: str, shape: str) -> SafeString:
    """The entries of an audience as side bar, bottom bar or row of views."""
    duties = nav.duties_of(actor_of(request))
    place = nav.deepest(nav.AUDIENCES[audience], duties, request.path)
    return mark_safe(_bar(audience, shape, look_of(request).language, duties, place))  # noqa: S308 - drawn by templates


def still(request: HttpRequest, template: str) -> SafeString:
    """A part that is the same on every page."""
    return _filled(request, _still(template, look_of(request)))


def _filled(request: HttpRequest, drawn: str) -> SafeString:
    if TOKEN in drawn:
        drawn = drawn.replace(TOKEN, get_token(request))
    address = request.get_full_path()
    drawn = drawn.replace(f"?next={HERE}", f"?next={quote(address)}")
    return mark_safe(drawn.replace(HERE, escape(address)))  # noqa: S308 - drawn by templates


@lru_cache(maxsize=2048)
def _top(audience: str, look: Look, reader: Reader) -> str:
    context = {
        "look": look,
        "reader": reader,
        "faces": nav.drawn(nav.FACES, reader.duties, ""),
        "face": face_name(audience),
        "home": FACES.get(audience, "/"),
        "csrf_token": TOKEN,
        "here": HERE,
    }
    return render_to_string("ui/parts/topbar.html", context)


@lru_cache(maxsize=2048)
def _bar(audience: str, shape: str, language: str, duties: frozenset[Duty], place: str) -> str:
    entries = nav.drawn(nav.AUDIENCES[audience], duties, place)
    label = face_name(audience) or pgettext("bar", "Resident pages")
    return render_to_string(BARS[shape], {"entries": entries, "label": label})


@lru_cache(maxsize=64)
def _still(template: str, look: Look) -> str:
    return render_to_string(template, {"look": look, "csrf_token": TOKEN, "here": HERE})
