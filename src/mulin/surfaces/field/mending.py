"""An act whose words were refused: its own form again, filled in as it was sent, with what is wrong beside each field."""

import copy
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.urls import resolve
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html

from mulin.devices.models import Act
from mulin.devices.rules import LONGEST_NAME, MOST_FIELDS, MOST_PICTURES, Picture, Written, letter
from mulin.lib import envelope
from mulin.surfaces.field.acts.kinds import posted
from mulin.surfaces.field.acts.perform import kind_of, sent_of

#: What of a posted form is not part of the act.
OURS = frozenset({"csrfmiddlewaretoken", "next", "seen", "mended", "expected_version"})
ACTION = re.compile(r'\saction="[^"]*"')
AS_AN_ACT = re.compile(r'\sdata-(?:act|subject|seen|next|confirm)="[^"]*"')


def mended(written: Written, fields: QueryDict, files: Mapping[str, Sequence[bytes]]) -> Written:
    """With the fields as they were put right, and photos that were added; those taken in the field stay."""
    names = [name for name in fields if name not in OURS][:MOST_FIELDS]
    given = {name: [str(one) for one in fields.getlist(name)] for name in names}
    # What is closed again must be such that it opens again.
    room = max(MOST_PICTURES - len(written.pictures), 0)
    more = tuple(Picture(stage[:LONGEST_NAME], data) for stage, found in files.items() for data in found)[
        :room
    ]
    return replace(written, fields=given, pictures=(*written.pictures, *more))


def sealed(written: Written) -> bytes:
    """Closed again, as on the phone."""
    return envelope.close(letter(written), *envelope.current_key())


def redrawn(request: HttpRequest, row: Act, written: Written, seen: int | None) -> str:
    """The page of the form as it answers to what was sent; empty when nothing can be mended there."""
    kind, verb = kind_of(row.what)
    address = kind.form(sent_of(written, row, verb))
    if not address:
        return ""
    answer = _answered(_again(request, address, written))
    body = getattr(answer, "content", b"").decode() if answer.status_code == 400 else ""
    return _turned(body, row, seen)


def _again(request: HttpRequest, address: str, written: Written) -> HttpRequest:
    inner = copy.copy(request)
    inner.method, inner.path, inner.path_info = "POST", address, address
    inner.GET = QueryDict()
    inner.POST = posted(written.fields)  # type: ignore[assignment] # read like any other
    files = MultiValueDict[str, SimpleUploadedFile]()
    for number, one in enumerate(written.pictures):
        files.appendlist(one.stage, SimpleUploadedFile(f"{number}.jpg", one.data, "image/jpeg"))
    inner._files = files  # type: ignore[attr-defined] # noqa: SLF001 - where Django keeps what was uploaded
    inner._messages = FallbackStorage(inner)  # type: ignore[attr-defined] # noqa: SLF001 - said to nobody
    return inner


def _answered(inner: HttpRequest) -> HttpResponseBase:
    found = resolve(inner.path)
    with transaction.atomic():
        answer: HttpResponseBase = found.func(inner, *found.args, **found.kwargs)
        # It was only to be drawn: whatever the page did on the way is undone.
        transaction.set_rollback(True)
    return answer


def _turned(html: str, row: Act, seen: int | None) -> str:
    """Its form goes to the act that waits, as a plain form."""
    own = re.compile(rf'<form [^>]*data-act="{re.escape(row.what)}"[^>]*>')
    found = own.search(html)
    if found is None:
        return ""
    tag = AS_AN_ACT.sub("", ACTION.sub("", found[0]))
    address = f"/field/acts/{row.pk}/mend/"
    start = format_html('<form action="{}" enctype="multipart/form-data" ', address)
    hidden = format_html(
        '<input type="hidden" name="mended" value="1"><input type="hidden" name="seen" value="{}">',
        "" if seen is None else seen,
    )
    tag = tag.replace(' enctype="multipart/form-data"', "").replace("<form ", start, 1)
    return html[: found.start()] + tag + hidden + html[found.end() :]
