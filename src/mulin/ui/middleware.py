"""What every request passes: limits, language, who acts, second factor, refusals turned into answers."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from mulin.accounts.queries import has_second_factor
from mulin.lib.ids import known_number
from mulin.ui import errors
from mulin.ui.http import actor_of
from mulin.ui.look import language_of
from mulin.ui.session import reading_actor, user_of

Answer = Callable[[HttpRequest], HttpResponse]
LONGEST_ADDRESS = 8 * 1024
PERMISSIONS = "camera=(self), geolocation=(self), microphone=(), payment=(), usb=(), browsing-topics=()"
FACTOR_SEEN = "mulin_factor"
WITHOUT_FACTOR = ("/account/", "/logout/", "/static/", "/look/", "/login/", "/healthz", "/readyz")


class Compressed(GZipMiddleware):
    """Pages travel compressed, with Django's own padding against guessing from their length; photos and files as they are."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.headers.get("Content-Type", "").startswith("text/html"):
            return super().process_response(request, response)
        return response


class RequestLimits:
    """Refuses what is too large or cannot be kept before anything reads it; adds the headers that never vary."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        refusal = self._refusal(request)
        response = refusal if refusal is not None else self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("X-Frame-Options", "DENY")
        # What lies on a phone of the field lies there closed; the browser's own cache would keep it open to read.
        if request.path.startswith("/field/"):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def _refusal(self, request: HttpRequest) -> HttpResponse | None:
        address = request.META.get("PATH_INFO", "") + request.META.get("QUERY_STRING", "")
        if len(address) > LONGEST_ADDRESS:
            return errors.answer(request, 414, "address_too_long")
        if "\0" in address or "%00" in address:
            return errors.answer(request, 400, "bad_request")
        length = request.META.get("CONTENT_LENGTH") or "0"
        if known_number(length) is None:
            return errors.answer(request, 400, "bad_request")
        has_files = request.META.get("CONTENT_TYPE", "").startswith("multipart/")
        most = settings.MULIN_UPLOAD_LIMIT if has_files else settings.MULIN_BODY_LIMIT
        return errors.answer(request, 413, "too_large") if int(length) > most else None


class LanguageChoice:
    """The reader's language for this request: the cookie, else what the browser asks for, else Chinese."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of(request)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        response.headers.setdefault("Content-Language", language)
        return response


class WithActor:
    """Puts `request.user` and `request.actor` on the request, worked out when first asked for."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.user = SimpleLazyObject(lambda: user_of(request))  # type: ignore[assignment] # as Django's own middleware does
        request.actor = SimpleLazyObject(lambda: reading_actor(request))  # type: ignore[attr-defined] # ui.http.Request
        return self.get_response(request)


class SecondFactor:
    """A first password is changed, and the second factor that one's duties ask for set up, before anything else."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(WITHOUT_FACTOR) or not request.user.is_authenticated:
            return self.get_response(request)
        if request.user.must_change_password:
            return HttpResponseRedirect(reverse("account_change_password"))
        if settings.MULIN_SECOND_FACTOR_DUTIES and self._is_missing(request):
            messages.warning(request, _("Your duties ask for a second factor. Please set one up first."))
            return HttpResponseRedirect(reverse("mfa_index"))
        return self.get_response(request)

    def _is_missing(self, request: HttpRequest) -> bool:
        if request.session.get(FACTOR_SEEN) == request.user.pk:
            return False
        actor = actor_of(request)
        if not any(actor.may(duty) for duty in settings.MULIN_SECOND_FACTOR_DUTIES):
            return False
        if has_second_factor(request.user.pk or 0):
            request.session[FACTOR_SEEN] = request.user.pk
            return False
        return True


class Refusals:
    """Turns what an action refused, and what the database cannot keep, into an answer people understand."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return errors.answer_to(request, error)
