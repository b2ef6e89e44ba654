"""The page of a target and its verbs, the same on every face: plain forms, posted."""

from typing import Any, ClassVar
from uuid import UUID

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views import View

from mulin.campaigns.access import target_for
from mulin.campaigns.models import Target
from mulin.lib.errors import BadInput
from mulin.lib.ids import uuid7
from mulin.people.access import Actor
from mulin.ui.campaigns.forms import Base
from mulin.ui.campaigns.shown import target_page
from mulin.ui.campaigns.verbs import FORMS, carried, form_for
from mulin.ui.forms import add_refusal
from mulin.ui.http import actor_of, done, onward, page, safe_next

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
    #: Whether its verbs are acts of a phone.
    phone: ClassVar[bool] = False

    def get(self, request: HttpRequest, target_id: UUID) -> HttpResponse:
        actor = actor_of(request)
        return self.shown(request, target_for(actor, target_id), actor)

    def shown(
        self, request: HttpRequest, target: Target, actor: Actor, wrong: dict[str, Base] | None = None
    ) -> HttpResponse:
        # A copy for reading without network holds nobody's name, number or words.
        masked = bool(request.GET.get("copy"))
        context = target_page(target, actor, masked=masked)
        forms = {name: _fresh(name, target, masked=masked) for name in FORMS} | (wrong or {})
        context["folds"] = [
            {"name": name, "title": title, "icon": icon, "verb": verb, "form": forms[name],
             "open": name in (wrong or {}), "harm": name == "decline"}
            for name, (move, title, icon, verb) in FOLDS.items()
            if context["moves"].get(move)
        ]  # fmt: skip
        context["home"] = f"{self.home}{target.pk}/"
        context["phone"] = self.phone
        return page(request, self.template, context, status=400 if wrong else 200)


class TargetVerb(TargetPage):
    """One verb on a target; wrong input comes back on the target's page, beside its field."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, target_id: UUID, verb: str) -> HttpResponse:
        actor = actor_of(request)
        target = target_for(actor, target_id)
        form = form_for(target, verb, request.POST)
        try:
            carried(target, verb, form, request.POST.get("row", ""), actor)
        except BadInput as refusal:
            if form is None:
                raise
            if not form.errors:
                add_refusal(form, refusal)
            return self.shown(request, target, actor, {verb: form})
        done(request, DONE[verb])
        return onward(request, safe_next(request, f"{self.home}{target.pk}/"))


def _fresh(name: str, target: Target, *, masked: bool) -> Base:
    initial: dict[str, Any] = {"id": uuid7()}
    if name == "assign":
        initial["post"] = str(target.post_id or "")
    return FORMS[name](target=target, initial=initial, masked=masked)
