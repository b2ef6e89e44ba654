"""Every refusal of the API as RFC 9457 problem JSON."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError

from mulin.lib.errors import Conflict, Refusal
from mulin.ui import errors

PROBLEM = "application/problem+json"
CODES = {401: "not_known", 403: "csrf", 404: "not_found", 405: "bad_method"}


def problem(status: int, code: str, title: str, **more: Any) -> HttpResponse:
    body = {"type": f"about:blank#{code}", "title": title, "status": status, "code": code, **more}
    return JsonResponse(body, status=status, content_type=PROBLEM)


def register(api: NinjaAPI) -> None:
    """Hang the handlers on the API."""
    api.add_exception_handler(ValidationError, _wrong_shape)
    api.add_exception_handler(AuthenticationError, _unknown)
    api.add_exception_handler(Throttled, _too_often)
    api.add_exception_handler(HttpError, _plain)
    api.add_exception_handler(Conflict, _conflict)
    for kind in (Refusal, Exception):
        api.add_exception_handler(kind, _other)


def _wrong_shape(request: HttpRequest, error: Any) -> HttpResponse:
    fields = {_field(one["loc"]): _words(one) for one in error.errors}
    return problem(400, "bad_input", _("Please check what you entered."), errors=fields)


def _field(loc: tuple[Any, ...]) -> str:
    """The name as the caller wrote it: without the part of the request and our parameter's name."""
    names = [str(name) for name in loc]
    if names and names[0] == "body" and len(names) > 2:
        return ".".join(names[2:])
    return ".".join(names[1:]) or "body"


def _words(one: dict[str, Any]) -> str:
    if one["type"] == "missing":
        return _("Please fill in this field.")
    if one["type"] == "extra_forbidden":
        return _("There is no such field.")
    if one["type"] == "string_too_long":
        return _("At most %(most)d characters.") % {"most": one["ctx"]["max_length"]}
    return _("This cannot be read; please check it.")


def _unknown(request: HttpRequest, error: Any) -> HttpResponse:
    answer = problem(401, "not_known", _("Please send a key that is in force, or log in."))
    answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def _too_often(request: HttpRequest, error: Any) -> HttpResponse:
    answer = errors.answer(request, 429)
    answer.headers["Retry-After"] = str(error.wait or 60)
    return answer


def _plain(request: HttpRequest, error: Any) -> HttpResponse:
    return errors.answer(request, error.status_code, CODES.get(error.status_code, "bad_request"))


def _conflict(request: HttpRequest, error: Any) -> HttpResponse:
    fields = {name: str(text) for name, text in error.fields.items()}
    more = {"errors": fields} if fields else {}
    return problem(409, error.code, str(error.message), changed=error.changed, **more)


def _other(request: HttpRequest, error: Any) -> HttpResponse:
    answer = errors.answer_to(request, error)
    if answer is None:
        raise error
    return answer
