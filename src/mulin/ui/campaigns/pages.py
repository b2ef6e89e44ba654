"""The page of a target and its verbs, the same on every face: plain forms, posted."""

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views import View

from mulin.campaigns.access import target_for
from mulin.campaigns.actions.agree import agree
from mulin.campaigns.actions.assign import assign
from mulin.campaigns.actions.end_step import do_step, drop_step
from mulin.campaigns.actions.erase import erase_party
from mulin.campaigns.actions.hear import hear
from mulin.campaigns.actions.settle import decline, finish, reopen
from mulin.campaigns.actions.talk import talk
from mulin.campaigns.models import Party, Step, Target
from mulin.lib.errors import BadInput, NotFound
from mulin.lib.ids import known_id, known_number, uuid7
from mulin.people.access import Actor
from mulin.people.models import Post
from mulin.ui.campaigns.forms import (
    AgreeForm,
    AssignForm,
    Base,
    FinishForm,
    HearForm,
    ReasonForm,
    TalkForm,
)
from mulin.ui.campaigns.shown import target_page
from mulin.ui.forms import add_refusal
from mulin.ui.http import actor_of, done, onward, page, safe_next

FORMS: dict[str, type[Base]] = {
    "talk": TalkForm,
    "agree": AgreeForm,
    "hear": HearForm,
    "finish": FinishForm,
    "decline": ReasonForm,
    "reopen": ReasonForm,
    "assign": AssignForm,
}
#: By which move each form is offered, its heading, its icon and the word of its button.
FOLDS: dict[str, tuple[str, Promise, str, Promise]] = {
    "talk": ("talked", _("Note a talk"), "messages", _("Keep the talk")),
    "agree": ("agreed", _("Agree a step"), "clipboard-check", _("Keep the step")),
    "hear": ("heard", _("Name a party"), "users", _("Keep the party")),
    "finish": ("finished", _("It is done"), "circle-check", _("Mark as done")),
    "decline": ("declined", _("They decline"), "ban", _("Note that they decline")),
    "reopen": ("reopened", _("Take it up again"), "rotate-clockwise", _("Take up again")),
    "assign": ("assigned", _("Give it to another post"), "switch-horizontal", _("Give it")),
}
DONE: dict[str, Promise] = {
    "talk": _("The talk is noted."),
    "agree": _("The step is noted."),
    "hear": _("The party is noted."),
    "finish": _("Marked as done."),
    "decline": _("Noted that they decline."),
    "reopen": _("Taken up again."),
    "assign": _("Given to the post."),
    "step": _("The step is done."),
    "drop": _("The step is dropped."),
    "erase": _("The party's words are erased."),
}


class TargetPage(LoginRequiredMixin, View):
    """One target. A face sets its template and where its targets live."""

    template: ClassVar[str] = "desk/target.html"
    home: ClassVar[str] = "/desk/campaigns/targets/"

    def get(self, request: HttpRequest, target_id: UUID) -> HttpResponse:
        actor = actor_of(request)
        return self.shown(request, target_for(actor, target_id), actor)

    def shown(
        self, request: HttpRequest, target: Target, actor: Actor, wrong: dict[str, Base] | None = None
    ) -> HttpResponse:
        context = target_page(target, actor)
        forms = {name: _fresh(name, target) for name in FORMS} | (wrong or {})
        context["folds"] = [
            {"name": name, "title": title, "icon": icon, "verb": verb, "form": forms[name],
             "open": name in (wrong or {}), "harm": name == "decline"}
            for name, (move, title, icon, verb) in FOLDS.items()
            if context["moves"].get(move)
        ]  # fmt: skip
        context["home"] = f"{self.home}{target.pk}/"
        return page(request, self.template, context, status=400 if wrong else 200)


class TargetVerb(TargetPage):
    """One verb on a target; wrong input comes back on the target's page, beside its field."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, target_id: UUID, verb: str) -> HttpResponse:
        actor = actor_of(request)
        target = target_for(actor, target_id)
        if verb in FORMS:
            form = FORMS[verb](request.POST, target=target)
            if not form.is_valid():
                return self.shown(request, target, actor, {verb: form})
            try:
                VERBS[verb](target, form, actor)
            except BadInput as refusal:
                add_refusal(form, refusal)
                return self.shown(request, target, actor, {verb: form})
        elif verb in ON_ROWS:
            ON_ROWS[verb](target, known_id(request.POST.get("row", "")), actor)
        else:
            raise NotFound
        done(request, DONE[verb])
        return onward(request, safe_next(request, f"{self.home}{target.pk}/"))


def _fresh(name: str, target: Target) -> Base:
    initial: dict[str, Any] = {"id": uuid7()}
    if name == "assign":
        initial["post"] = str(target.post_id or "")
    return FORMS[name](target=target, initial=initial)


def _hear(target: Target, form: Base, by: Actor) -> None:
    given = form.cleaned_data
    hear(
        target,
        role=given["role"],
        name=given["name"],
        phone=given["phone"],
        view=given["view"],
        id=given["id"],
        by=by,
    )


def _talk(target: Target, form: Base, by: Actor) -> None:
    given = form.cleaned_data
    talk(
        target,
        party=form.chosen_party(),
        text=given["text"],
        next_on=given["next_on"],
        captured_at=given["captured_at"],
        id=given["id"],
        by=by,
    )


def _agree(target: Target, form: Base, by: Actor) -> None:
    given = form.cleaned_data
    agree(target, party=form.chosen_party(), text=given["text"], by_on=given["by_on"], id=given["id"], by=by)


def _assign(target: Target, form: Base, by: Actor) -> None:
    number = known_number(form.cleaned_data["post"]) or 0
    assign(target, post=Post.objects.select_related("role").get(pk=number), by=by)


def _step(target: Target, row: UUID | None) -> Step:
    step = Step.objects.select_related("target").filter(target=target).filter(pk=row or target.pk).first()
    if step is None:
        raise NotFound
    return step


def _erase(target: Target, row: UUID | None, by: Actor) -> None:
    party = Party.objects.select_related("target").filter(target=target).filter(pk=row or target.pk).first()
    if party is None:
        raise NotFound
    erase_party(party, by=by)


VERBS: dict[str, Callable[[Target, Base, Actor], object]] = {
    "talk": _talk,
    "agree": _agree,
    "hear": _hear,
    "finish": lambda target, form, by: finish(target, text=form.cleaned_data["text"], by=by),
    "decline": lambda target, form, by: decline(target, reason=form.cleaned_data["reason"], by=by),
    "reopen": lambda target, form, by: reopen(target, reason=form.cleaned_data["reason"], by=by),
    "assign": _assign,
}
ON_ROWS: dict[str, Callable[[Target, UUID | None, Actor], object]] = {
    "step": lambda target, row, by: do_step(_step(target, row), by=by),
    "drop": lambda target, row, by: drop_step(_step(target, row), by=by),
    "erase": _erase,
}
