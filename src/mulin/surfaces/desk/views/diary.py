"""The weekly review of the diary: by level, week and theme; lifted, made a case, gathered to topics."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views import View

from mulin.diary.access import entry_for, may_review, topic_for, visible_to, visible_topics
from mulin.diary.actions.erase import erase
from mulin.diary.actions.lift import lift
from mulin.diary.actions.make_case import make_case
from mulin.diary.actions.read import read
from mulin.diary.actions.topic import close_topic, open_topic, put_to_topic
from mulin.diary.kinds import Level, Theme
from mulin.diary.models import DiaryEntry, DiaryTopic
from mulin.diary.queries import WEEKS, by_theme, in_week, reviews_of, topic_rows, waiting
from mulin.diary.rules import WEEK, monday_of, weeks_before
from mulin.lib import clock
from mulin.lib.errors import BadInput, NotFound
from mulin.lib.ids import known_id, known_number
from mulin.lib.masking import mask_text
from mulin.lib.paging import Page
from mulin.lib.paging import page as page_of
from mulin.lib.years import is_near
from mulin.people.access import Actor
from mulin.people.kinds import Duty
from mulin.surfaces.desk.grounds import areas_below
from mulin.ui.filters import CHOICE, Filter, FilterBar
from mulin.ui.http import actor_of, done, onward, page, safe_next

SIZE = 20
ORDER = ("-on", "-id")


@login_required
def diary(request: HttpRequest) -> HttpResponse:
    """What waits at the reader's level, or one whole week."""
    actor = reviewer(request)
    tab = "week" if request.GET.get("tab") == "week" else "waiting"
    monday = _monday(request.GET.get("week", ""))
    bar = FilterBar([Filter("theme", _("Theme"), CHOICE, Theme.choices)], request.GET, keep=("tab", "week"))
    whole = in_week(actor, monday)
    found = whole if tab == "week" else waiting(actor)
    if bar.values["theme"]:
        found = found.filter(theme=bar.values["theme"])
    shown = page_of(found, request.GET.get("cursor"), SIZE, ORDER)
    labels = dict(Theme.choices)
    context = {
        "tab": tab,
        "bar": bar,
        "page": shown,
        "entries": _drawn(shown, actor),
        "monday": monday,
        "before": monday - WEEK,
        "after": monday + WEEK if monday + WEEK <= clock.today() else None,
        "themes": [(theme, labels[theme], count) for theme, count in by_theme(whole)]
        if tab == "week"
        else [],
        "topics": visible_topics(actor).filter(closed_at=None).order_by("name")[:60],
    }
    return page(request, "desk/diary.html", context)


def _drawn(shown: Page[DiaryEntry], actor: Actor) -> list[dict[str, Any]]:
    told = reviews_of(shown.items)
    return [
        {
            "entry": one,
            "text": mask_text(one.text or "") if one.person_id != actor.person_id else one.text,
            "level": Level(one.level).label,
            "reviews": told.get(one.pk, []),
            "may": one.erased_at is None and may_review(actor, one),
            "top": one.level == Level.STREET,
        }
        for one in shown.items
    ]


def _monday(text: str) -> date:
    try:
        chosen = date.fromisoformat(text) if text else clock.today()
    except ValueError:
        chosen = clock.today()
    return monday_of(min(chosen, clock.today()) if is_near(chosen) else clock.today())


class EntryVerb(LoginRequiredMixin, View):
    """One act of a reviewer on an entry."""

    def post(self, request: HttpRequest, entry_id: UUID, verb: str) -> HttpResponse:
        actor = reviewer(request)
        entry, note = entry_for(actor, entry_id), request.POST.get("note", "")
        if verb == "read":
            read(entry, note=note, by=actor)
            done(request, _("Marked as read."))
        elif verb == "lift":
            lift(entry, note=note, seen=known_number(request.POST.get("level", "")), by=actor)
            done(request, _("Lifted to the next level."))
        elif verb == "case":
            case = make_case(entry, note=note, by=actor)
            done(request, _("Taken in as %(number)s.") % {"number": case.number})
        elif verb == "topic":
            self._topic(request, entry, note, actor)
        elif verb == "erase":
            erase(entry, by=actor)
            done(request, _("The words are erased."))
        else:
            raise NotFound
        return onward(request, safe_next(request, "/desk/diary/"))

    @transaction.atomic
    def _topic(self, request: HttpRequest, entry: DiaryEntry, note: str, actor: Actor) -> None:
        """To a topic that is there, or to a new one on the reviewer's own ground."""
        name = request.POST.get("name", "").strip()
        if name:
            topic = self._opened(entry, name, actor)
        elif (chosen := known_id(request.POST.get("topic", ""))) is not None:
            topic = topic_for(actor, chosen)
        else:
            raise BadInput(fields={"topic": _("Choose a topic, or name a new one.")})
        put_to_topic(entry, topic=topic, note=note, by=actor)
        done(request, _("Put to “%(name)s”.") % {"name": topic.name})

    def _opened(self, entry: DiaryEntry, name: str, actor: Actor) -> DiaryTopic:
        lineage = set(filter(None, entry.lineage().values()))
        grounds = [one for one in areas_below(actor, Duty.DIARY_REVIEW) if one.pk in lineage]
        if not grounds:
            raise NotFound
        return open_topic(area=grounds[0], name=name, theme=entry.theme, by=actor)


@login_required
def topics(request: HttpRequest) -> HttpResponse:
    """Topics with their last weeks, the liveliest first."""
    actor = reviewer(request)
    found = visible_topics(actor).select_related("area").order_by("closed_at", "-opened_at")[:100]
    context = {
        "rows": topic_rows(found, actor),
        "weeks": weeks_before(clock.today(), WEEKS),
    }
    return page(request, "desk/topics.html", context)


class Topic(LoginRequiredMixin, View):
    """One topic with its entries; posting closes it."""

    def get(self, request: HttpRequest, topic_id: UUID) -> HttpResponse:
        actor = reviewer(request)
        topic = topic_for(actor, topic_id)
        found = visible_to(actor).filter(topic=topic).select_related("area", "post", "topic")
        shown = page_of(found, request.GET.get("cursor"), SIZE, ORDER)
        context = {
            "topic": topic,
            "row": topic_rows([topic], actor)[0],
            "weeks": weeks_before(clock.today(), WEEKS),
            "page": shown,
            "entries": _drawn(shown, actor),
        }
        return page(request, "desk/topic.html", context)

    def post(self, request: HttpRequest, topic_id: UUID) -> HttpResponse:
        actor = reviewer(request)
        close_topic(topic_for(actor, topic_id), by=actor)
        done(request, _("The topic is closed."))
        return onward(request, "/desk/diary/topics/")


def reviewer(request: HttpRequest) -> Actor:
    """Whoever reviews somewhere; to others the review does not exist."""
    actor = actor_of(request)
    if not actor.may(Duty.DIARY_REVIEW):
        raise NotFound
    return actor
