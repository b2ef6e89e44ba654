"""The diary on the phone: a line or two a day of what people talk about."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST

from mulin.diary.access import entry_for
from mulin.diary.actions.erase import erase
from mulin.diary.queries import own, reviews_of
from mulin.lib.errors import BadInput
from mulin.lib.ids import known_id, uuid7
from mulin.lib.paging import page as page_of
from mulin.people.access import Actor
from mulin.surfaces.field.diary import EntryForm, entry_form, grounds_of, may_write, written
from mulin.surfaces.field.sheets import moment_of
from mulin.ui.forms import add_refusal
from mulin.ui.http import actor_of, done, onward, page

SIZE = 15


class Diary(LoginRequiredMixin, View):
    """The form and my last lines; sent twice, it is one entry."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._shown(request, _writer(request))

    def post(self, request: HttpRequest) -> HttpResponse:
        actor = _writer(request)
        grounds = grounds_of(actor)
        form = entry_form(grounds, request.POST)
        try:
            written(
                form, grounds, actor, id=known_id(request.POST.get("id", "")),
                captured_at=moment_of(request.POST.dict()),
            )  # fmt: skip
        except BadInput as refusal:
            if not form.errors:
                add_refusal(form, refusal)
        else:
            done(request, _("Written down."))
            return onward(request, "/field/diary/")
        return self._shown(request, actor, form, status=400)

    def _shown(
        self, request: HttpRequest, actor: Actor, form: EntryForm | None = None, status: int = 200
    ) -> HttpResponse:
        found = page_of(own(actor), request.GET.get("cursor"), SIZE, ("-on", "-id"))
        told = reviews_of(found.items)
        context = {
            "form": form or entry_form(grounds_of(actor)),
            "id": request.POST.get("id") or uuid7(),
            "page": found,
            "kept": bool(request.GET.get("copy")),
            "entries": [{"entry": one, "reviews": told.get(one.pk, [])} for one in found.items],
        }
        return page(request, "field/diary.html", context, status=status)


@login_required
@require_POST
def forget(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """The words of one of my entries go."""
    actor = _writer(request)
    erase(entry_for(actor, entry_id), by=actor)
    done(request, _("The words are erased."))
    return onward(request, "/field/diary/")


def _writer(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    may_write(actor)
    return actor
