"""Answers in both formats: JSON in the Spark mapping (bare arrays, empty is null), XML with named elements."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from io import StringIO
from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.http import HttpResponse
from django.utils.xmlutils import SimplerXMLGenerator

from mulin.lib.clock import LOCAL

TYPES = {"json": "application/json; charset=utf-8", "xml": "text/xml; charset=utf-8"}
#: What the elements of a list are called.
CHILDREN = {
    "services": "service",
    "service_requests": "request",
    "errors": "error",
    "endpoints": "endpoint",
    "formats": "format",
    "attributes": "attribute",
    "photos": "photo",
    "notes": "note",
}
#: Characters that XML 1.0 cannot hold.
UNSPEAKABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Fault(Exception):
    """What is answered instead: a status and one line for each thing that is wrong."""

    def __init__(self, status: int, *lines: str) -> None:
        self.status, self.lines = status, lines
        super().__init__(*lines)


def moment(at: datetime | None) -> str | None:
    """ISO 8601 with zone, without fractions."""
    return at.astimezone(LOCAL).replace(microsecond=0).isoformat() if at else None


def answer(fmt: str, root: str, body: Any, status: int = 200) -> HttpResponse:
    """`body` is a list of mappings, or one mapping, under the name of its XML root."""
    text = json.dumps(body, ensure_ascii=False) if fmt == "json" else _xml(root, body)
    response = HttpResponse(text, status=status, content_type=TYPES[fmt])
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def faulty(fmt: str, fault: Fault) -> HttpResponse:
    body = [{"code": fault.status, "description": line} for line in fault.lines]
    return answer(fmt, "errors", body, fault.status)


def _xml(root: str, body: Any) -> str:
    out = StringIO()
    generator = SimplerXMLGenerator(out, "utf-8", short_empty_elements=True)
    generator.startDocument()
    _element(generator, root, body)
    generator.endDocument()
    return out.getvalue()


def _element(generator: SimplerXMLGenerator, name: str, value: Any) -> None:
    generator.startElement(name, AttributesImpl({}))
    if isinstance(value, Mapping):
        for key, inner in value.items():
            _element(generator, key, inner)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for inner in value:
            _element(generator, CHILDREN[name], inner)
    elif value is not None:
        text = str(value).lower() if isinstance(value, bool) else str(value)
        generator.characters(UNSPEAKABLE.sub("\ufffd", text))
    generator.endElement(name)
