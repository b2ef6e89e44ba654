"""Who comes here at all: whoever holds a post named for care."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache

from mulin.lib.errors import NotFound
from mulin.people.kinds import Duty
from mulin.ui.http import actor_of

View = Callable[..., HttpResponseBase]


def for_care(view: View) -> View:
    """Nothing of these pages stays in a browser's memory."""

    @never_cache
    @login_required
    @wraps(view)
    def inner(request: HttpRequest, **parts: Any) -> HttpResponseBase:
        if not actor_of(request).posts_with(Duty.CARE_SEE):
            raise NotFound
        return view(request, **parts)

    return inner
