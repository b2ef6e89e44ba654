"""Who may enter a page of operations: a stranger finds nothing there."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from mulin.lib.errors import NotFound
from mulin.people.access import Actor
from mulin.people.kinds import Duty
from mulin.ui.http import actor_of

View = Callable[..., HttpResponse]


def held(request: HttpRequest, duty: Duty) -> Actor:
    """The actor, who holds the duty; NotFound for everybody else."""
    actor = actor_of(request)
    if not actor.may(duty):
        raise NotFound
    return actor


def needs(duty: Duty) -> Callable[[View], View]:
    """Only for holders of the duty."""

    def dressed(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
            held(request, duty)
            return view(request, *args, **named)

        return login_required(guarded)

    return dressed
