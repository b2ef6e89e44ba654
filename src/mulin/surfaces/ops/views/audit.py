"""The history of everything, searched by what, who and when; and the messages that left the house."""

from datetime import date, datetime, time

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from mulin.lib.clock import LOCAL
from mulin.lib.paging import page as page_of
from mulin.notices.kinds import Channel, Fate
from mulin.notices.queries import outbox, words_of
from mulin.people.kinds import Duty
from mulin.people.models import Post
from mulin.surfaces.ops.views.gate import needs
from mulin.trail.models import Event
from mulin.ui.cases.words import told
from mulin.ui.filters import CHOICE, DATE, TEXT, Filter, FilterBar
from mulin.ui.http import page

#: Events of before that name whom care looks after; the looks themselves are the person's to read.
NAMING = ("person.looked",)


@needs(Duty.AUDIT_SEE)
def audit(request: HttpRequest) -> HttpResponse:
    """Events newest first; they hold ids and codes, never what somebody said."""
    bar = FilterBar(
        [
            Filter("verb", _("Event"), TEXT, placeholder="case.dispatch"),
            Filter("subject", _("Kind and number of the thing"), TEXT, placeholder="area:12"),
            Filter("post", _("Code of the post"), TEXT),
            Filter("since", _("From"), DATE),
            Filter("until", _("To"), DATE),
        ],
        request.GET,
    )
    found = Event.objects.exclude(verb__in=NAMING)
    given = bar.values
    if given["verb"]:
        found = found.filter(verb__startswith=given["verb"])
    if given["subject"]:
        kind, _colon, number = given["subject"].partition(":")
        found = found.filter(subject_kind=kind.strip(), **({"subject_id": number.strip()} if number else {}))
    if given["post"]:
        found = found.filter(post_id__in=Post.objects.filter(code=given["post"]).values("pk"))
    if given["since"]:
        found = found.filter(at__gte=datetime.combine(date.fromisoformat(given["since"]), time.min, LOCAL))
    if given["until"]:
        found = found.filter(at__lte=datetime.combine(date.fromisoformat(given["until"]), time.max, LOCAL))
    shown = page_of(found, request.GET.get("cursor"), 50, ("-id",))
    posts = Post.objects.in_bulk({event.post_id for event in shown.items if event.post_id})
    rows = [
        {"event": event, "post": posts.get(event.post_id or 0), "words": _words(event)}
        for event in shown.items
    ]
    return page(request, "ops/audit.html", {"page": shown, "rows": rows, "bar": bar})


def _words(event: Event) -> str:
    """What happened to a case, in words; other events are told by their code."""
    room, _dot, name = event.verb.partition(".")
    words = str(told(name)) if room == "case" else ""
    return words if words != name else ""


@needs(Duty.OUTBOX_SEE)
def outbox_page(request: HttpRequest) -> HttpResponse:
    """Messages and what became of them; addresses are not shown."""
    bar = FilterBar(
        [
            Filter("fate", _("What became of it"), CHOICE, Fate.choices),
            Filter("channel", _("Way"), CHOICE, Channel.choices),
        ],
        request.GET,
    )
    found = outbox()
    for name in ("fate", "channel"):
        if bar.values[name]:
            found = found.filter(**{name: bar.values[name]})
    shown = page_of(found, request.GET.get("cursor"), 50, ("-id",))
    rows = [{"message": one, "words": words_of(one.notice) if one.notice else ""} for one in shown.items]
    return page(request, "ops/outbox.html", {"page": shown, "rows": rows, "bar": bar})
