"""The page that tells what the API can do; drawn here, so no other site is asked."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from mulin.cases.commands import COMMANDS
from mulin.surfaces.open.api.site import api
from mulin.ui.cases.words import verb_words
from mulin.ui.http import page


@require_safe
@cache_control(max_age=300)
def docs(request: HttpRequest) -> HttpResponse:
    """Every address with what it takes, and every verb with its fields."""
    context = {"operations": _operations(), "verbs": [_verb(name) for name in COMMANDS]}
    return page(request, "open/docs.html", context)


def _operations() -> list[dict[str, Any]]:
    schema = api.get_openapi_schema()
    return [
        {
            "method": method.upper(),
            "path": path,
            "summary": _(operation["summary"]),
            "takes": _takes(schema, operation),
            "open": not operation.get("security"),
        }
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
    ]


def _takes(schema: dict[str, Any], operation: dict[str, Any]) -> list[str]:
    names = [one["name"] for one in operation.get("parameters", []) if one["in"] == "query"]
    for content in operation.get("requestBody", {}).get("content", {}).values():
        told = content["schema"]
        if reference := told.get("$ref"):
            told = schema["components"]["schemas"][reference.rsplit("/", 1)[1]]
        names += told.get("properties", {})
    return names


def _verb(name: str) -> dict[str, Any]:
    command = COMMANDS[name]
    return {"name": name, "words": verb_words(name), "fields": command.asks, "versioned": command.versioned}
