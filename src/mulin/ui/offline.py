"""What a browser needs to install the pages and to open them without network: the worker's script and the manifest."""

import json
from functools import lru_cache
from hashlib import sha256

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET

#: Written by bin/assets: the files that pages need without network, each with the hash of its content.
KEPT = "build/precache.json"
#: Heavy, and needed by few pages: fetched once the copy of the day is there.
LATER = "build/map."


@lru_cache(maxsize=1)
def _built() -> tuple[str, str]:
    """The worker's script and the list of kept files."""
    return _read("build/worker.js"), _read(KEPT)


def _read(name: str) -> str:
    found = finders.find(name)
    if not found:
        return ""
    with open(found, encoding="utf-8") as file:  # noqa: PTH123 - finders give plain paths
        return file.read()


def build() -> str:
    """The name of what is served now: pages, worker and kept files go together by it."""
    return _named() if settings.HASHED_STATIC else _named.__wrapped__()


@lru_cache(maxsize=1)
def _named() -> str:
    script, listed = _built() if settings.HASHED_STATIC else _built.__wrapped__()
    return sha256((listed + script).encode()).hexdigest()[:16]


@require_GET
@gzip_page
def worker(request: HttpRequest) -> HttpResponse:
    """The worker, told which files to keep; a new build is a new script, so browsers take it up by themselves."""
    script, listed = _built() if settings.HASHED_STATIC else _built.__wrapped__()
    files = json.loads(listed or "{}")
    told = {
        "build": build(),
        "files": [static(name) for name in files if not name.startswith(LATER)],
        "later": [static(name) for name in files if name.startswith(LATER)],
    }
    body = f"self.MULIN={json.dumps(told)};\n{script}"
    answer = HttpResponse(body, content_type="text/javascript; charset=utf-8")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@require_GET
def manifest(request: HttpRequest) -> HttpResponse:
    """The field, or the resident's report form, as an app on the phone's first screen."""
    report = request.GET.get("app") == "report"
    start = "/report/" if report else "/field/"
    told = {
        "id": start,
        "name": _("Mulin · report") if report else _("Mulin · field"),
        "short_name": pgettext("app", "Mulin report") if report else pgettext("app", "Mulin"),
        "lang": "zh-Hans",
        "start_url": start,
        "scope": "/",
        "display": "standalone",
        "background_color": "#f4f6f4",
        "theme_color": "#0c6b63",
        "icons": [
            {"src": static("mark-192.png"), "sizes": "192x192", "type": "image/png"},
            {"src": static("mark-512.png"), "sizes": "512x512", "type": "image/png"},
            {"src": static("mark.svg"), "sizes": "any", "type": "image/svg+xml"},
        ],
    }
    return JsonResponse(told, content_type="application/manifest+json")
