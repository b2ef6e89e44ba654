"""Who comes to the desk at all, and to which of its pages."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from mulin.lib.errors import NotFound
from mulin.people.access import Actor
from mulin.people.kinds import Duty
from mulin.ui.http import actor_of

View = Callable[..., HttpResponseBase]


def for_posts(view: View) -> View:
    """The desk is for those who hold a post; others have pages of their own."""

    @login_required
    @wraps(view)
    def inner(request: HttpRequest, **parts: Any) -> HttpResponseBase:
        if not actor_of(request).posts:
            raise NotFound
        return view(request, **parts)

    return inner


def sees_groups(actor: Actor) -> bool:
    """Who weighs many cases at once: the page of what is reported again and again is theirs."""
    return any(actor.may(duty) for duty in (Duty.CASE_FILE, Duty.CASE_DISPATCH, Duty.SCREEN_SEE))
