"""Checklists: every list, one edition with what it asks, and its draft."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST

from mulin.catalogue.kinds import Urgency
from mulin.catalogue.models import Kind
from mulin.lib.errors import BadInput, NotFound
from mulin.people.access import Actor
from mulin.people.kinds import Duty
from mulin.rounds.actions.change_items import drop_item, move_item, put_item
from mulin.rounds.actions.draft_checklist import discard_draft, draft_checklist, name_draft, publish_draft
from mulin.rounds.models import Checklist, Item
from mulin.rounds.queries.checklists import all_lists, users_of, with_items
from mulin.surfaces.ops.checklist_forms import ItemForm, NameForm, NewListForm
from mulin.surfaces.ops.views.gate import held, needs
from mulin.surfaces.ops.views.given import row_of
from mulin.ui.forms import carried_out
from mulin.ui.http import done, onward, page
from mulin.ui.sheets import Sheet


class Checklists(LoginRequiredMixin, View):
    """Every list: what is in force, whether a draft waits; and a form for a new one."""

    def get(self, request: HttpRequest) -> HttpResponse:
        held(request, Duty.CATALOGUE_MANAGE)
        return self._shown(request, NewListForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        actor, form = held(request, Duty.CATALOGUE_MANAGE), NewListForm(request.POST)
        made = carried_out(form, lambda given: self._begun(given, actor))
        if made is not None:
            done(request, _("A draft was begun; now say what it asks."))
            return onward(request, _address(made))
        return self._shown(request, form, 400)

    def _begun(self, given: dict[str, Any], actor: Actor) -> Checklist:
        if Checklist.objects.filter(key=given["key"]).exists():
            raise BadInput(fields={"key": _("There is a list with this key already.")})
        return draft_checklist(given["key"], name=given["name"], by=actor)

    def _shown(self, request: HttpRequest, form: NewListForm, status: int = 200) -> HttpResponse:
        return page(request, "ops/checklists.html", {"lists": all_lists(), "form": form}, status=status)


class ChecklistPage(LoginRequiredMixin, View):
    """One edition; a draft's name can be changed, its items by their own forms."""

    def get(self, request: HttpRequest, checklist_id: int) -> HttpResponse:
        held(request, Duty.CATALOGUE_MANAGE)
        row = seen(checklist_id)
        return self._shown(request, row, NameForm(initial={"name": row.name, "note": row.note}))

    def post(self, request: HttpRequest, checklist_id: int) -> HttpResponse:
        actor = held(request, Duty.CATALOGUE_MANAGE)
        row, form = seen(checklist_id), NameForm(request.POST)
        kept = carried_out(form, lambda given: name_draft(row, by=actor, **given))
        if kept is not None:
            done(request, _("Kept in the draft."))
            return onward(request, _address(row))
        return self._shown(request, row, form, 400)

    def _shown(self, request: HttpRequest, row: Checklist, form: NameForm, status: int = 200) -> HttpResponse:
        items = list(row.items.all())
        kinds = Kind.objects.filter(key__in={item.opens for item in items}).order_by("pk")
        names, texts = dict(kinds.values_list("key", "name")), {item.code: item.text for item in items}
        context = {
            "checklist": row,
            "items": [(item, _becomes(item, names), texts.get(_asked(item), "")) for item in items],
            "form": form,
            "editions": Checklist.objects.filter(key=row.key).exclude(pk=row.pk).order_by("-edition"),
            "users": users_of(row.key),
        }
        return page(request, "ops/checklist.html", context, status=status)


class ItemPage(LoginRequiredMixin, View):
    """One item of a draft, new or there already."""

    def get(self, request: HttpRequest, checklist_id: int, code: str = "") -> HttpResponse:
        held(request, Duty.CATALOGUE_MANAGE)
        row = seen(checklist_id)
        return self._shown(request, row, *_form(row, code))

    def post(self, request: HttpRequest, checklist_id: int, code: str = "") -> HttpResponse:
        actor, row = held(request, Duty.CATALOGUE_MANAGE), seen(checklist_id)
        form, known = _form(row, code, request.POST)
        kept = carried_out(
            form, lambda _given: put_item(row, form.item(known.code if known else _free(row)), by=actor)
        )
        if kept is not None:
            done(request, _("Kept in the draft."))
            return onward(request, f"{_address(row)}#{kept.code}")
        return self._shown(request, row, form, known, 400)

    def _shown(
        self, request: HttpRequest, row: Checklist, form: ItemForm, known: Item | None, status: int = 200
    ) -> HttpResponse:
        context = {"checklist": row, "form": form, "item": known}
        return page(request, "ops/checklist_item.html", context, status=status)


@needs(Duty.CATALOGUE_MANAGE)
def as_seen(request: HttpRequest, checklist_id: int) -> HttpResponse:
    """The list as whoever goes round has it before them; nothing is sent."""
    row = seen(checklist_id)
    return page(request, "ops/checklist_seen.html", {"checklist": row, "sheet": Sheet(row)})


@needs(Duty.CATALOGUE_MANAGE)
@require_POST
def act(request: HttpRequest, checklist_id: int) -> HttpResponse:
    """Begin a draft, put it in force, or throw it away."""
    actor, row, verb = held(request, Duty.CATALOGUE_MANAGE), seen(checklist_id), request.POST.get("verb")
    if verb == "draft":
        row = draft_checklist(row.key, by=actor)
    elif verb == "publish":
        row = publish_draft(row, by=actor)
        done(request, _("In force from today; open rounds keep their edition."))
    elif verb == "discard":
        discard_draft(row, by=actor)
        return onward(request, "/ops/checklists/")
    else:
        raise BadInput(fields={"verb": _("Choose what is to be done.")})
    return onward(request, _address(row))


@needs(Duty.CATALOGUE_MANAGE)
@require_POST
def item_act(request: HttpRequest, checklist_id: int, code: str) -> HttpResponse:
    """An item goes up, down or out."""
    actor, row, verb = held(request, Duty.CATALOGUE_MANAGE), seen(checklist_id), request.POST.get("verb")
    if verb == "drop":
        drop_item(row, code, by=actor)
    elif verb in {"up", "down"}:
        move_item(row, code, up=verb == "up", by=actor)
    else:
        raise BadInput(fields={"verb": _("Choose what is to be done.")})
    return onward(request, f"{_address(row)}#{code}")


def seen(checklist_id: int) -> Checklist:
    return row_of(with_items(), checklist_id)


def _address(row: Checklist) -> str:
    return f"/ops/checklists/{row.pk}/"


def _becomes(item: Item, names: dict[str, str]) -> str:
    urgency = Urgency(item.urgency).label if item.urgency else ""
    return " · ".join(filter(None, (names.get(item.opens, item.opens), str(urgency))))


def _asked(item: Item) -> str:
    return str(item.shown_if.get("item", ""))


def _form(row: Checklist, code: str, data: Any = None) -> tuple[ItemForm, Item | None]:
    items = list(row.items.all())
    known = next((one for one in items if one.code == code), None)
    if code and known is None:
        raise NotFound
    before = [one for one in items if known is None or one.order < known.order]
    return ItemForm(before, known, data), known


def _free(row: Checklist) -> str:
    """A code that no item of the list has, nor had in an edition before."""
    taken = set(Item.objects.filter(checklist__key=row.key).values_list("code", flat=True))
    return next(code for n in range(1, 10_000) if (code := f"q{n}") not in taken)
