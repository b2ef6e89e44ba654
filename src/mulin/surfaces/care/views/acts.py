"""What can be done on the page of an entry: a form each, and the action behind its button."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mulin.care.actions.announce_absence import announce_absence, take_back_absence
from mulin.care.actions.call_check import raise_by_hand
from mulin.care.actions.change_entry import change_entry
from mulin.care.actions.end_entry import end_entry
from mulin.care.actions.end_watch import end_watch
from mulin.care.actions.keep_scan import keep_scan
from mulin.care.actions.move_home import move_home
from mulin.care.actions.note_discharge import note_discharge
from mulin.care.actions.open_parts import open_parts
from mulin.care.actions.plan_service import plan_service
from mulin.care.actions.raise_alert import address_of
from mulin.care.actions.set_contacts import NewContact, set_contacts
from mulin.care.actions.set_watch import NewMeter, NewRule, set_watch
from mulin.care.models import Entry
from mulin.care.queries.homes import other_homes
from mulin.care.queries.nearest import carers
from mulin.people.access import Actor
from mulin.people.actions.ask_unmask import ask_unmask
from mulin.people.imports.lookups import organisation_called
from mulin.people.kinds import Duty
from mulin.surfaces.care.forms import (
    AbsenceForm,
    AskForm,
    ChangeForm,
    ContactsForm,
    DischargeForm,
    MoveForm,
    OpenForm,
    PlanForm,
    ScanForm,
    WatchForm,
)
from mulin.ui.rhythms import RhythmField


@dataclass(frozen=True)
class Act:
    """A form on the page and what pressing its button does."""

    form: type[forms.Form]
    title: str | Promise
    button: str | Promise
    do: Callable[[Entry, Any, Actor], object]
    confirm: str | Promise = ""
    files: bool = False


def _contacts(entry: Entry, form: ContactsForm, by: Actor) -> object:
    return set_contacts(entry, contacts=[NewContact(*line) for line in form.lines()], by=by)


def _watch(entry: Entry, form: WatchForm, by: Actor) -> object:
    given = form.cleaned_data
    night = (given["night_from"], given["night_to"]) if given["night_from"] and given["night_to"] else None
    rule = NewRule(
        window_hours=given["window_hours"],
        join=given["join"],
        low=given["low"],
        high=given["high"],
        night=night,
        learnt=given["learnt"],
    )
    meters = [
        NewMeter(organisation_called(code, "supplier"), number, medium, base)
        for code, number, medium, base in form.meters()
    ]
    return set_watch(entry, meters=meters, rule=rule, by=by)


def _plan(entry: Entry, form: PlanForm, by: Actor) -> object:
    given = dict(form.cleaned_data)
    provider = organisation_called(given.pop("provider"), "provider")
    return plan_service(entry, provider=provider, **given, by=by)


def _scan(entry: Entry, form: ScanForm, by: Actor) -> object:
    sent = form.cleaned_data["scan"]
    return keep_scan(entry, sent, name=sent.name, by=by)


def _move(entry: Entry, form: MoveForm, by: Actor) -> object:
    household = other_homes(entry).filter(pk=form.cleaned_data["household"]).first()
    return move_home(entry, household=household or entry.household, by=by)


ACTS: dict[str, Act] = {
    "open": Act(
        OpenForm,
        _("Open what is kept closed"),
        _("Open for ten minutes"),
        lambda entry, form, by: open_parts(entry, **form.cleaned_data, by=by),
    ),
    "ask": Act(
        AskForm,
        _("A child: ask for approval first"),
        _("Ask"),
        lambda entry, form, by: ask_unmask(entry.person, **form.cleaned_data, by=by, duty=Duty.CARE_SEE),
    ),
    "absence": Act(
        AbsenceForm,
        _("Will be away"),
        _("Rest the watch"),
        lambda entry, form, by: announce_absence(entry, **form.cleaned_data, by=by),
    ),
    "discharge": Act(
        DischargeForm,
        _("Back from hospital"),
        _("Have somebody look in"),
        lambda entry, form, by: note_discharge(entry, **form.cleaned_data, by=by),
    ),
    "move": Act(MoveForm, _("Has moved"), _("Move the entry"), _move),
    "contacts": Act(ContactsForm, _("Whom to call"), _("Keep this list"), _contacts),
    "change": Act(
        ChangeForm,
        _("Correct the entry"),
        _("Keep"),
        lambda entry, form, by: change_entry(entry, **form.given(), by=by),
    ),
    "watch": Act(WatchForm, _("Watch the meters"), _("Keep this rule"), _watch),
    "plan": Act(PlanForm, _("Plan a service"), pgettext_lazy("service", "Plan"), _plan),
    "scan": Act(
        ScanForm,
        _("Keep the signed consent"),
        pgettext_lazy("scan", "Keep it"),
        _scan,
        files=True,
    ),
}
#: Without a form: pressed, and perhaps asked once more.
BUTTONS: dict[str, Callable[[Entry, Actor], object]] = {
    "raise": lambda entry, by: raise_by_hand(entry, by=by),
    "back": lambda entry, by: take_back_absence(entry, by=by),
    "unwatch": lambda entry, by: end_watch(entry, by=by),
    "end": lambda entry, by: end_entry(entry, by=by),
}


def filled(request: HttpRequest, verb: str, entry: Entry) -> forms.Form:
    """The form of a verb as sent."""
    return fitted(ACTS[verb].form(request.POST, request.FILES, auto_id=f"{verb}-%s"), entry)


def blank(verb: str, entry: Entry) -> forms.Form:
    """The form of a verb with what is known."""
    known = {"whys": entry.whys, "level": entry.level, "review_on": entry.review_on, "needs": entry.needs}
    known |= {"only_posts": entry.only_post_ids}
    return fitted(ACTS[verb].form(auto_id=f"{verb}-%s", initial=known if verb == "change" else None), entry)


def fitted(form: forms.Form, entry: Entry) -> forms.Form:
    """With the posts that may see the entry to choose among, and the calendar of the home."""
    field = form.fields.get("only_posts")
    if isinstance(field, forms.MultipleChoiceField):
        field.choices = [(post.pk, post.name) for post in carers(entry)]
    home = form.fields.get("household")
    if isinstance(home, forms.TypedChoiceField):
        home.choices = [(one.pk, address_of(one)) for one in other_homes(entry)]
    often = form.fields.get("rhythm")
    if isinstance(often, RhythmField):
        often.widget.follows |= {"ground": str(entry.household.area_id)}
    return form
