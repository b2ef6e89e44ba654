"""One person: masked, with what hangs on them; opened with a reason, changed, and given a login."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from mulin.cases.queries.numbers import case_numbered
from mulin.lib.errors import BadInput, Conflict, NotFound
from mulin.people.access import Actor, homes_of, person_for
from mulin.people.actions.add_household_member import add_household_member
from mulin.people.actions.ask_unmask import ask_unmask
from mulin.people.actions.change_person import change_person
from mulin.people.actions.give_account import give_account
from mulin.people.actions.give_password import give_password
from mulin.people.actions.leave_household import leave_household
from mulin.people.actions.record_consent import record_consent
from mulin.people.actions.restore_account import restore_account
from mulin.people.actions.shut_account import shut_account
from mulin.people.actions.unmask import unmask
from mulin.people.imports.lookups import household_of
from mulin.people.kinds import Duty, PersonField
from mulin.people.models import Person
from mulin.people.queries import portrait
from mulin.surfaces.ops.person_forms import (
    AccountForm,
    AskForm,
    ChangePersonForm,
    ConsentForm,
    HomeForm,
    PasswordForm,
    RestoreForm,
    ShutForm,
    UnmaskForm,
)
from mulin.surfaces.ops.views.gate import held, needs
from mulin.surfaces.ops.views.given import row_of
from mulin.ui.cases.looks import with_cases
from mulin.ui.forms import add_refusal
from mulin.ui.http import done, onward, page

Opened = Mapping[str, str]


@dataclass(frozen=True)
class Act:
    """A form on the page and what pressing its button does."""

    form: type[forms.Form]
    duty: Duty
    title: str | Promise
    button: str | Promise
    do: Callable[[Person, Any, Actor], Opened | None]
    confirm: str | Promise = ""


def _open(person: Person, form: forms.Form, by: Actor) -> Opened:
    given = form.cleaned_data
    try:
        return unmask(
            person,
            fields=given["fields_wanted"],
            reason=given["reason"],
            note=given["note"],
            case_id=_case_id(given["case"], by),
            by=by,
        )
    except BadInput as refusal:
        told = {
            ("fields_wanted" if name == "fields" else name): text for name, text in refusal.fields.items()
        }
        raise BadInput(fields=told) from refusal


def _case_id(number: str, by: Actor) -> UUID | None:
    case = case_numbered(by, number) if number else None
    if number and case is None:
        raise BadInput(fields={"case": _("No case with this number is open to you.")})
    return case.pk if case is not None else None


def _ask(person: Person, form: forms.Form, by: Actor) -> None:
    ask_unmask(person, **form.cleaned_data, by=by)


def _change(person: Person, form: ChangePersonForm, by: Actor) -> None:
    change_person(person, fields=form.given(), by=by)


def _home(person: Person, form: forms.Form, by: Actor) -> None:
    given = form.cleaned_data
    door = household_of(given["grid"], given["building"], given["entrance"], given["door"])
    add_household_member(door, person=person, relation=given["relation"], by=by)


def _consent(person: Person, form: forms.Form, by: Actor) -> None:
    record_consent(person, **form.cleaned_data, by=by)


def _account(person: Person, form: forms.Form, by: Actor) -> None:
    give_account(person, **form.cleaned_data, by=by)


def _password(person: Person, form: forms.Form, by: Actor) -> None:
    give_password(person, **form.cleaned_data, by=by)


def _restore(person: Person, form: forms.Form, by: Actor) -> None:
    restore_account(person, **form.cleaned_data, by=by)


def _shut(person: Person, _form: forms.Form, by: Actor) -> None:
    shut_account(person, by=by)


ACTS: dict[str, Act] = {
    "unmask": Act(
        UnmaskForm,
        Duty.PERSON_UNMASK,
        gettext_lazy("Open the data with a reason"),
        gettext_lazy("Show the data"),
        _open,
    ),
    "ask": Act(
        AskForm,
        Duty.PERSON_UNMASK,
        gettext_lazy("A child's data: ask for approval"),
        gettext_lazy("Ask"),
        _ask,
    ),
    "change": Act(
        ChangePersonForm,
        Duty.PERSON_EDIT,
        gettext_lazy("Correct what is kept"),
        gettext_lazy("Keep"),
        _change,
    ),
    "home": Act(
        HomeForm, Duty.PERSON_EDIT, gettext_lazy("Lives at another door"), gettext_lazy("Add"), _home
    ),
    "consent": Act(
        ConsentForm,
        Duty.PERSON_EDIT,
        gettext_lazy("Take down a consent"),
        gettext_lazy("Take down"),
        _consent,
    ),
    "account": Act(
        AccountForm,
        Duty.ACCOUNT_MANAGE,
        gettext_lazy("Open an account"),
        gettext_lazy("Open an account"),
        _account,
    ),
    "password": Act(
        PasswordForm,
        Duty.ACCOUNT_MANAGE,
        gettext_lazy("Give a new first password"),
        gettext_lazy("Give it"),
        _password,
    ),
    "restore": Act(
        RestoreForm,
        Duty.ACCOUNT_MANAGE,
        gettext_lazy("Reopen the account"),
        gettext_lazy("Reopen the account"),
        _restore,
    ),
    "shut": Act(
        ShutForm,
        Duty.ACCOUNT_MANAGE,
        gettext_lazy("Close the account"),
        gettext_lazy("Close the account"),
        _shut,
        gettext_lazy("Nobody can log in with it any more. Go on?"),
    ),
}


@method_decorator([never_cache, login_required], name="dispatch")
class PersonPage(View):
    """Masked until opened with a reason, and then for this one answer only."""

    def get(self, request: HttpRequest, person_id: int) -> HttpResponse:
        actor = held(request, Duty.PERSON_SEE)
        return self._shown(request, person_for(actor, person_id), actor)

    def post(self, request: HttpRequest, person_id: int) -> HttpResponse:
        actor = held(request, Duty.PERSON_SEE)
        person, verb = person_for(actor, person_id), request.POST.get("verb", "")
        act = ACTS.get(verb)
        if act is None:
            raise NotFound
        held(request, act.duty)
        form = act.form(request.POST, auto_id=f"{verb}-%s")
        if form.is_valid():
            try:
                opened = act.do(person, form, actor)
            except (BadInput, Conflict) as refusal:
                add_refusal(form, refusal)
            else:
                if opened is not None:
                    return self._shown(request, person, actor, opened=_told(opened))
                done(request, _("Done."))
                return onward(request, f"/ops/people/{person.pk}/")
        return self._shown(request, person, actor, filled={verb: form}, status=400)

    def _shown(
        self,
        request: HttpRequest,
        person: Person,
        actor: Actor,
        *,
        filled: Mapping[str, forms.Form] | None = None,
        opened: list[tuple[str, str]] | None = None,
        status: int = 200,
    ) -> HttpResponse:
        seen = portrait(person, actor)
        looks = with_cases(seen.looks, actor) if seen.looks is not None else None
        acts = [
            {"verb": verb, "act": act, "form": (filled or {}).get(verb) or act.form(auto_id=f"{verb}-%s")}
            for verb, act in ACTS.items()
            if verb in seen.may
        ]
        context = {"seen": seen, "looks": looks, "acts": acts, "opened": opened}
        return page(request, "ops/person.html", context, status=status)


@needs(Duty.PERSON_EDIT)
@require_POST
def leave(request: HttpRequest, person_id: int, home_id: int) -> HttpResponse:
    """The person lives behind that door no longer."""
    actor = held(request, Duty.PERSON_EDIT)
    person = person_for(actor, person_id, Duty.PERSON_EDIT)
    leave_household(row_of(homes_of(actor, person), home_id), by=actor)
    done(request, _("Done."))
    return onward(request, "/ops/people/")


def _told(opened: Opened) -> list[tuple[str, str]]:
    """What was opened, each under its name; a code of a list in its words."""
    words = dict(Person._meta.get_field("gender").flatchoices)
    return [
        (str(PersonField(name).label), str(words.get(value, value)) if name == "gender" else value)
        for name, value in opened.items()
    ]
