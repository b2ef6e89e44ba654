"""How a reader wants the pages: size of type, contrast, language; kept in cookies, asked of nobody."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import require_POST

from mulin.ui.http import safe_next

SIZES, CONTRASTS, LANGUAGES = ("usual", "large"), ("usual", "high"), ("zh-hans", "en")
SIZE_COOKIE, CONTRAST_COOKIE, LANGUAGE_COOKIE = "mulin_size", "mulin_contrast", "mulin_language"
YEAR = 365 * 24 * 3600
CHINESE, ENGLISH = LANGUAGES


@dataclass(frozen=True)
class Look:
    """What the frame of a page needs to know."""

    size: str
    contrast: str
    language: str

    @property
    def html_language(self) -> str:
        return "zh-Hans" if self.language == CHINESE else self.language


def look_of(request: HttpRequest) -> Look:
    """The reader's choices; unknown values fall back to the usual."""
    size = request.COOKIES.get(SIZE_COOKIE, "")
    contrast = request.COOKIES.get(CONTRAST_COOKIE, "")
    return Look(
        size if size in SIZES else SIZES[0],
        contrast if contrast in CONTRASTS else CONTRASTS[0],
        translation.get_language() or CHINESE,
    )


def language_of(request: HttpRequest) -> str:
    """The language chosen, else Chinese unless the browser asks for another of ours and not for Chinese."""
    chosen = request.COOKIES.get(LANGUAGE_COOKIE, "")
    if chosen in LANGUAGES:
        return chosen
    for wanted, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()):
        if wanted.startswith("zh"):
            return CHINESE
        if wanted == "*":
            break
        try:
            return get_supported_language_variant(wanted)
        except LookupError:
            continue
    return CHINESE


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Remember the choices that were sent and go back to where the reader was."""
    response = HttpResponseRedirect(safe_next(request))
    for name, cookie, known in (
        ("size", SIZE_COOKIE, SIZES),
        ("contrast", CONTRAST_COOKIE, CONTRASTS),
        ("language", LANGUAGE_COOKIE, LANGUAGES),
    ):
        value = request.POST.get(name, "")
        if value in known:
            response.set_cookie(
                cookie, value, max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure()
            )
    return response
