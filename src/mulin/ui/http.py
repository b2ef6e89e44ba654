"""The request as pages see it, and the few ways a page answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme

from mulin.people.access import Actor

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails


class Request(HttpRequest):
    """A request that has passed the middleware: who acts, and whether htmx asks for a part only."""

    actor: Actor
    htmx: HtmxDetails


def actor_of(request: HttpRequest) -> Actor:
    """Who acts, with the posts held now; computed once a request, on first use."""
    return cast("Request", request).actor


def address_of(request: HttpRequest) -> str:
    """Whom limits count: the caller's address; behind the proxy that ends TLS, the one that proxy saw."""
    seen = str(request.META.get("HTTP_X_FORWARDED_FOR") or "").rsplit(",", 1)[-1].strip()
    return seen if settings.HTTPS and seen else str(request.META.get("REMOTE_ADDR") or "")


def is_fragment(request: HttpRequest) -> bool:
    """Whether htmx wants a part of the page rather than a whole one."""
    htmx: HtmxDetails | None = getattr(request, "htmx", None)
    return htmx is not None and bool(htmx) and not (htmx.boosted or htmx.history_restore_request)


def page(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    return HttpResponse(render_to_string(template, context or {}, request), status=status)


def fragment(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """A part for htmx, with what there is to say appended for the toasts."""
    body = render_to_string(template, context or {}, request)
    notes = render_to_string("ui/parts/toasts_apart.html", {}, request)
    return HttpResponse(body + notes, status=status)


def done(request: HttpRequest, words: str | Promise, *, undo: str = "") -> None:
    """Say that something was done; `undo` is the address to which the undoing is posted."""
    messages.success(request, str(words), extra_tags=f"undo:{undo}" if undo else "")


def safe_next(request: HttpRequest, otherwise: str = "/") -> str:
    """Where to go on to: the page named by the form, if it is one of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    hosts = {request.get_host()}
    if url_has_allowed_host_and_scheme(wanted, hosts, require_https=request.is_secure()):
        return wanted
    return otherwise


def onward(request: HttpRequest, url: str) -> HttpResponse:
    """POST, redirect, GET; htmx is told to load the page whole."""
    if is_fragment(request):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)
