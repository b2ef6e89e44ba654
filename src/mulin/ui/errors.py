"""Answers when something cannot be done: whole pages, parts for htmx, problem JSON for programs."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import DataError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mulin.lib.errors import BadInput, Conflict, NotAllowed, NotFound, Refusal, WrongState
from mulin.ui.http import is_fragment, safe_next
from mulin.ui.look import look_of

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Words:
    """What an error page says: what happened, and what to do now; nobody is blamed."""

    title: Promise
    hint: Promise
    icon: str = "alert-circle"


WORDS: dict[str, Words] = {
    "bad_request": Words(
        _("This request could not be read"), _("Please go back and try again; nothing has been changed.")
    ),
    "bad_input": Words(_("Something needs to be put right"), _("Nothing has been saved yet."), "pencil"),
    "csrf": Words(
        _("This page was open too long"),
        _("For your safety nothing was sent. Please go back, reload the page and send it again."),
        "clock",
    ),
    "forbidden": Words(
        _("This is not open to you"), _("If you need it for your work, ask whoever keeps posts."), "lock"
    ),
    "not_found": Words(
        _("There is nothing here"),
        _("It may have been moved or closed, or it is not open to you."),
        "map-pin-off",
    ),
    "bad_method": Words(_("This address is used differently"), _("Please start from the page before.")),
    "conflict": Words(
        _("Somebody else was a moment earlier"),
        _("Please look at what has changed, then decide again. What you sent has not been saved."),
        "users",
    ),
    "wrong_state": Words(_("This step does not fit just now"), _("Nothing has been changed."), "hand-stop"),
    "too_large": Words(
        _("This is too large to send"),
        _("Please send fewer or smaller photos, or split the file."),
        "photo",
    ),
    "address_too_long": Words(_("This address is too long"), _("Please start from the page before.")),
    "too_often": Words(
        _("Please wait a moment"),
        _("Too many tries in a short time. It will work again shortly."),
        "hourglass",
    ),
    "locked": Words(
        _("Login is paused for a while"),
        _(
            "The password was wrong too many times. Please try again in 15 minutes, or ask whoever keeps accounts."
        ),
        "lock",
    ),
    "server_error": Words(
        _("Something went wrong on our side"),
        _("It has been noted. Please try again in a moment; what was confirmed before is kept."),
        "tool",
    ),
    "busy": Words(
        _("The system is very busy"), _("Please try again in a moment. Nothing has been lost."), "hourglass"
    ),
}
CODES = {
    400: "bad_request",
    403: "forbidden",
    404: "not_found",
    405: "bad_method",
    413: "too_large",
    429: "too_often",
    500: "server_error",
}
STATUSES: tuple[tuple[type[Refusal], int], ...] = (
    (BadInput, 400),
    (NotFound, 404),
    (NotAllowed, 404),
    (Conflict, 409),
    (WrongState, 409),
    (Refusal, 400),
)


def answer(
    request: HttpRequest,
    status: int,
    code: str = "",
    *,
    message: str | Promise = "",
    details: Mapping[str, str] | None = None,
    back: str = "",
) -> HttpResponse:
    """One error in the form the asker understands; reads neither session nor database."""
    code = code or CODES.get(status, "bad_request")
    words = WORDS.get(code, WORDS["bad_request"])
    if _wants_problem(request):
        return _problem(status, code, str(message or words.title), dict(details or {}))
    context: dict[str, Any] = {
        "status": status,
        "words": words,
        "message": message,
        "details": dict(details or {}),
        "back": back,
        "look": look_of(request),
    }
    if is_fragment(request):
        body = render_to_string("ui/parts/refusal.html", context)
        headers = {"HX-Retarget": "#toasts", "HX-Reswap": "beforeend"}
        return HttpResponse(body, status=status, headers=headers)
    return HttpResponse(render_to_string("ui/error.html", context), status=status)


def answer_to(request: HttpRequest, error: Exception) -> HttpResponse | None:
    """The answer to a refusal or to input that the database cannot keep; None when it is a fault of ours."""
    if isinstance(error, Refusal):
        return _refused(request, error)
    if isinstance(error, DataError | UnicodeEncodeError) or (
        isinstance(error, ValueError) and "NUL (0x00)" in str(error)
    ):
        return answer(request, 400, "bad_request")
    if isinstance(error, OperationalError):
        log.error("the database did not answer %s %s", request.method, request.path, exc_info=error)
        response = answer(request, 503, "busy")
        response.headers["Retry-After"] = "5"
        return response
    return None


def _refused(request: HttpRequest, error: Refusal) -> HttpResponse:
    status = next(status for kind, status in STATUSES if isinstance(error, kind))
    status = 429 if error.code == "too_often" else status
    if isinstance(error, NotFound | NotAllowed):
        # A stranger learns nothing: what is closed looks the same as what is not there.
        return answer(request, 404, "not_found")
    details = {name: str(text) for name, text in error.fields.items()}
    if isinstance(error, Conflict):
        details |= {str(at): str(what) for at, what in enumerate(error.changed, 1)}
    code = error.code if error.code in WORDS else _family(error)
    # The page's own title says what the usual words of a refusal say.
    message = "" if error.message is error.default else error.message
    back = safe_next(request, request.headers.get("Referer", "") if request.method == "POST" else "")
    return answer(request, status, code, message=message, details=details, back=_own_path(request, back))


def _family(error: Refusal) -> str:
    return next(
        (kind.code for kind in (BadInput, Conflict, WrongState) if isinstance(error, kind)), "wrong_state"
    )


def _own_path(request: HttpRequest, url: str) -> str:
    root = f"{request.scheme}://{request.get_host()}"
    url = url.removeprefix(root)
    return url if url.startswith("/") and not url.startswith("//") else ""


def _wants_problem(request: HttpRequest) -> bool:
    if request.path.startswith(("/api/", "/open311/")):
        return True
    accept = request.headers.get("Accept", "")
    return "json" in accept and "html" not in accept


def _problem(status: int, code: str, title: str, details: Mapping[str, str]) -> HttpResponse:
    body: dict[str, Any] = {"type": f"about:blank#{code}", "title": title, "status": status, "code": code}
    if details:
        body["errors"] = dict(details)
    return JsonResponse(body, status=status, content_type="application/problem+json")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return answer(request, 400)


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return answer(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return answer(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    return answer(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    log.info("request without a valid token at %s: %s", request.path, reason)
    return answer(request, 403, "csrf", back=_own_path(request, request.headers.get("Referer", "")))


def locked_out(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
    """Axes asks here when too many wrong passwords were tried."""
    return answer(request, 429, "locked", back="/login/")
