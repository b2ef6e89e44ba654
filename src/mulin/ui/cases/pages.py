"""The page of a verb: asked for by GET, done by POST, the same on every face."""

from typing import Any, ClassVar
from uuid import UUID

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views import View

from mulin.cases.access import case_for
from mulin.cases.actions.turn import may
from mulin.cases.commands import COMMANDS, Command, perform
from mulin.cases.models import Case
from mulin.cases.queries.choices import Planned, planned
from mulin.cases.queries.parts import part_results
from mulin.files.actions.store import store_photo
from mulin.files.queries import count_of
from mulin.lib.errors import BadInput, NotFound, WrongState
from mulin.people.access import Actor
from mulin.ui.cases.forms import sent, verb_form
from mulin.ui.cases.words import DONE, verb_words
from mulin.ui.forms import add_refusal
from mulin.ui.http import actor_of, done, fragment, is_fragment, onward, page, safe_next

#: Verbs that take photos, and the stage the photos show.
PHOTOS = {"handle": "after", "solve": "after", "finish_part": "after", "check": "after", "verify": "near"}

#: Verbs that give the one answer of several organisations.
ANSWERING = frozenset({"handle", "close", "fulfil"})
BEFORE_STAGES = ("before", "reference", "near", "far")
#: Verbs refused while a photo of how it was is missing.
FINISHING = frozenset({"handle", "solve"})


def lacks_before(case: Case) -> bool:
    """Whether the kind wants photos of how it was and the report brought none, as a hotline's order does."""
    wanted = case.kind.photos_before if case.kind else 0
    return bool(wanted) and count_of("case", case.pk, BEFORE_STAGES) < wanted


class VerbPage(LoginRequiredMixin, View):
    """One verb on one case. A face sets its templates and where its cases live."""

    template: ClassVar[str] = "desk/verb.html"
    part: ClassVar[str] = "ui/cases/verb_form.html"
    home: ClassVar[str] = "/desk/cases/"

    def get(self, request: HttpRequest, case_id: UUID, verb: str) -> HttpResponse:
        actor = actor_of(request)
        case, command = self.found(actor, case_id, verb)
        if not may(case, command.verb, actor):
            raise WrongState
        return self.shown(request, case, verb, verb_form(command, case, actor))

    def post(self, request: HttpRequest, case_id: UUID, verb: str) -> HttpResponse:
        actor = actor_of(request)
        case, command = self.found(actor, case_id, verb)
        try:
            self.keep_photos(request, case, verb, actor)
            perform(case, verb, actor, sent(command, request.POST))
        except BadInput as refusal:
            form = verb_form(command, case, actor, request.POST)
            add_refusal(form, refusal)
            return self.shown(request, case, verb, form, status=400)
        done(request, DONE.get(verb) or _("Done."))
        return onward(request, safe_next(request, f"{self.home}{case.pk}/"))

    def found(self, actor: Actor, case_id: UUID, verb: str) -> tuple[Case, Command]:
        """The case the actor may see and the command of that name."""
        command = COMMANDS.get(verb)
        if command is None:
            raise NotFound
        return self.case(actor, case_id), command

    def case(self, actor: Actor, case_id: UUID) -> Case:
        """The case as this face opens it."""
        return case_for(actor, case_id)

    def keep_photos(self, request: HttpRequest, case: Case, verb: str, actor: Actor) -> None:
        """Photos come before the verb, which may need them; sent again they are kept once."""
        stage = PHOTOS.get(verb)
        if stage is None or not may(case, COMMANDS[verb].verb, actor):
            return
        for name, shown in (("before", "before"), ("photos", stage)):
            for upload in request.FILES.getlist(name):
                store_photo(upload, owner_kind="case", owner_id=str(case.pk), stage=shown, by=actor)

    def shown(
        self, request: HttpRequest, case: Case, verb: str, form: Any, status: int = 200
    ) -> HttpResponse:
        """The form alone for a dialog, or on a page of its own."""
        context = {
            "case": case,
            "form": form,
            "verb": verb,
            "words": verb_words(verb),
            "harm": COMMANDS[verb].harm,
            "takes_photos": verb in PHOTOS,
            "takes_before": verb in FINISHING and lacks_before(case),
            "home": f"{self.home}{case.pk}/",
            "action": f"{self.home}{case.pk}/{verb}/",
            "parts": part_results(case) if verb in ANSWERING else [],
            "planned": _as_planned(case, form) if verb == "dispatch" else None,
        }
        if is_fragment(request):
            return fragment(request, self.part, context, status=200)
        return page(request, self.template, context, status=status)


def _as_planned(case: Case, form: Any) -> Planned | None:
    """The duty list's choice stands first in the form, so that one press follows it."""
    found = planned(case)
    if found is not None and found.lead:
        rest = list(form.fields["organisation"].choices)[1:]
        form.fields["organisation"].choices = [("", _("as planned: %(lead)s") % {"lead": found.lead}), *rest]
    return found
