"""Who is told of care: the person, those who may read in their place, the posts that owe a call."""

from mulin.care.access import living
from mulin.care.models import Alert, Check, Delivery, Entry, Fault
from mulin.care.queries.homes import lives_there
from mulin.care.queries.nearest import posts_near
from mulin.lib import clock
from mulin.notices.actions.tell import tell
from mulin.notices.kinds import Template
from mulin.people.models import Delegate
from mulin.people.queries import acting_in
from mulin.trail.models import Event

OWN_PAGE, LIST = "/me/care/", "/care/"


def tell_watch_off(event: Event) -> None:
    """A meter is silent: the person is told that nobody watches now."""
    fault = Fault.objects.filter(pk=event.subject_id).select_related("meter__watch__entry").first()
    if fault is not None:
        since = f"{clock.local(fault.since):%Y-%m-%d %H:%M}"
        _tell_own(event, fault.meter.watch.entry, Template.CARE_OFF, since=since)


def tell_call_owed(event: Event) -> None:
    """The window passed unseen: the nearest posts named for care call."""
    check = Check.objects.filter(pk=event.subject_id).select_related("watch__entry__household__area").first()
    if check is not None:
        _tell_near(event, check.watch.entry)


def tell_caseless(event: Event) -> None:
    """An alert for which no case could be made: no clock presses for it, so the nearest posts hear of it here."""
    alone = Alert.objects.filter(pk=event.subject_id, case_id=None, closed_at=None)
    alert = alone.select_related("entry__household__area").first()
    if alert is not None:
        _tell_near(event, alert.entry)


def tell_left(event: Event) -> None:
    """Who is on the list lives no longer where the entry stands: the posts that see it move or end it."""
    found = living().filter(person_id=int(event.subject_id)).select_related("household__area")
    for entry in found:
        if not lives_there(entry):
            link = f"/care/{entry.pk}/"
            tell(_near(entry), Template.CARE_LEFT, event_id=event.pk, link=link, outside=True)


def _tell_near(event: Event, entry: Entry) -> None:
    tell(_near(entry), Template.CARE_CALL, event_id=event.pk, link=LIST, outside=True, urgent=True)


def _near(entry: Entry) -> set[int]:
    posts = [post.pk for post in posts_near(entry, clock.now())[:3]]
    return set(acting_in(posts, clock.today()).values())


def tell_opened(event: Event) -> None:
    """What is kept closed was opened."""
    entry = Entry.objects.filter(pk=event.subject_id).first()
    if entry is not None:
        _tell_own(event, entry, Template.CARE_OPENED)


def tell_visit(event: Event) -> None:
    """The provider says that it came: does the person say so too?"""
    delivery = Delivery.objects.filter(pk=event.subject_id).select_related("plan__entry").first()
    if delivery is not None and delivery.visit == "done":
        service, day = delivery.plan.get_service_display(), delivery.due_on.isoformat()
        _tell_own(event, delivery.plan.entry, Template.CARE_VISIT, service=str(service), day=day)


def _tell_own(event: Event, entry: Entry, template: Template, **params: str) -> None:
    named = Delegate.objects.filter(person_id=entry.person_id, ended=None)
    if template != Template.CARE_OPENED:
        # Who may read who looked reads nothing else.
        named = named.filter(guardian=True)
    people = {entry.person_id, *named.values_list("delegate_id", flat=True)}
    tell(people, template, event_id=event.pk, params=params, link=OWN_PAGE, outside=True)
