"""Who comes to the desk at all."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from mulin.lib.errors import NotFound
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
