"""The calls of GeoReport v2."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from mulin.cases.access import public_case
from mulin.lib.errors import NotAllowed, NotFound, Refusal
from mulin.places.queries import is_invented
from mulin.surfaces.open.georeport.answers import Fault, answer, faulty
from mulin.surfaces.open.georeport.asked import Asked, asked
from mulin.surfaces.open.georeport.posting import take_in
from mulin.surfaces.open.georeport.requests import Shown, listed, serials, wanted
from mulin.surfaces.open.georeport.services import service, service_code, services, shown
from mulin.ui.pace import seconds_to_wait

#: When what this endpoint offers last changed.
CHANGESET = "2025-01-01T00:00:00+08:00"
SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
FORMATS = ("text/xml", "application/json")

View = Callable[..., HttpResponse]


def call(*methods: str) -> Callable[[View], View]:
    """Refusals become error arrays in the format asked for; whoever has no key waits their turn."""

    def dressed(view: View) -> View:
        @csrf_exempt  # a key is asked for where anything is written; the session is never looked at
        @wraps(view)
        def inner(request: HttpRequest, fmt: str, **parts: Any) -> HttpResponse:
            try:
                given = asked(request, methods)
                if given.key is None and (left := seconds_to_wait(request)):
                    return _later(fmt, left)
                return view(request, fmt, given, **parts)
            except Fault as fault:
                return faulty(fmt, fault)
            except Refusal as refusal:
                return faulty(fmt, _fault(refusal))
            except (DataError, UnicodeEncodeError):
                return faulty(fmt, Fault(400, _("This request could not be read")))

        return inner

    return dressed


def _fault(refusal: Refusal) -> Fault:
    if isinstance(refusal, NotFound | NotAllowed):
        return Fault(404, str(NotFound.default))
    lines = [f"{name}: {text}" for name, text in refusal.fields.items()]
    return Fault(400, *(lines or [str(refusal.message)]))


def _later(fmt: str, seconds: int) -> HttpResponse:
    response = faulty(fmt, Fault(429, _("Please wait a moment")))
    response.headers["Retry-After"] = str(seconds)
    return response


@call("GET", "HEAD")
def discovery(request: HttpRequest, fmt: str, asked: Asked) -> HttpResponse:
    """Where the endpoints are; a demo town says that it is for tests."""
    endpoint = {
        "specification": SPECIFICATION,
        "url": request.build_absolute_uri("/open311/v2"),
        "changeset": CHANGESET,
        "type": "test" if settings.DEMO and is_invented() else "production",
        "formats": list(FORMATS),
    }
    body = {
        "changeset": CHANGESET,
        "contact": request.build_absolute_uri("/"),
        "key_service": request.build_absolute_uri("/api/v1/docs"),
        "endpoints": [endpoint],
    }
    return answer(fmt, "discovery", body)


@call("GET", "HEAD")
def service_list(request: HttpRequest, fmt: str, asked: Asked) -> HttpResponse:
    return answer(fmt, "services", [shown(kind) for kind in services(asked.jurisdiction)])


@call("GET", "HEAD")
def service_definition(request: HttpRequest, fmt: str, asked: Asked, code: str) -> HttpResponse:
    """No service asks for more than the plain arguments."""
    kind = service(code, asked.jurisdiction)
    if kind is None:
        raise Fault(404, "service_code: " + _("There is no kind with this code."))
    return answer(fmt, "service_definition", {"service_code": service_code(kind), "attributes": []})


@call("GET", "HEAD", "POST")
def requests(request: HttpRequest, fmt: str, asked: Asked) -> HttpResponse:
    if request.method == "POST":
        return _post(request, fmt, asked)
    found = list(wanted(asked))
    rows = Shown(found, request, asked.key, extended=asked.flag("extensions")).rows
    return answer(fmt, "service_requests", rows)


def _post(request: HttpRequest, fmt: str, asked: Asked) -> HttpResponse:
    if asked.key is None:
        raise Fault(403, "api_key: " + _("Please send a key that is in force."))
    uploads = [upload for name in ("media", "media[]") for upload in request.FILES.getlist(name)]
    case = take_in(asked, uploads, asked.key)
    told = {"service_request_id": str(case.serial), "service_notice": None, "account_id": None}
    return answer(fmt, "service_requests", [told], 201)


@call("GET", "HEAD")
def one_request(request: HttpRequest, fmt: str, asked: Asked, number: str) -> HttpResponse:
    found = list(listed().filter(serial__in=serials([number])))
    if not found:
        raise Fault(404, "service_request_id: " + str(NotFound.default))
    rows = Shown(found, request, asked.key, extended=asked.flag("extensions")).rows
    return answer(fmt, "service_requests", rows)


@call("GET", "HEAD")
def token(request: HttpRequest, fmt: str, asked: Asked, token: str) -> HttpResponse:
    """Every request has its number at once; the public code of a case is its token."""
    case = public_case(token)
    return answer(fmt, "service_requests", [{"service_request_id": str(case.serial), "token": token}])


@call("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
def nothing(request: HttpRequest, fmt: str, asked: Asked, **parts: Any) -> HttpResponse:
    raise Fault(404, str(NotFound.default))
