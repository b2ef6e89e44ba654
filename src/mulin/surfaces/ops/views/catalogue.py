"""The catalogue: schemes, editions, what a draft changes, and its publication."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST

from mulin.catalogue.actions.change_kind import change_kind
from mulin.catalogue.actions.discard_draft import discard_draft
from mulin.catalogue.actions.draft_edition import draft_edition
from mulin.catalogue.actions.publish_edition import publish_edition
from mulin.catalogue.actions.set_limit import set_limit
from mulin.catalogue.kinds import EditionState, Link
from mulin.catalogue.models import Edition, Kind, Scheme
from mulin.catalogue.queries import diff, limits_for, tree
from mulin.lib.errors import BadInput
from mulin.lib.worktime import Unit
from mulin.people.access import Actor
from mulin.people.kinds import Duty
from mulin.surfaces.ops.forms import KindForm
from mulin.surfaces.ops.views.gate import held, needs
from mulin.surfaces.ops.views.given import row_of
from mulin.ui.forms import carried_out
from mulin.ui.http import done, onward, page

OWN = (
    *("name", "description", "filing_condition", "closing_condition"),
    *("doors", "ranks", "photos_before", "photos_after"),
)


@needs(Duty.CATALOGUE_MANAGE)
def schemes(request: HttpRequest) -> HttpResponse:
    """Every scheme with its editions, the newest first."""
    found = [
        {"scheme": scheme, "editions": list(scheme.editions.order_by("-number"))}
        for scheme in Scheme.objects.order_by("code")
    ]
    return page(request, "ops/catalogue.html", {"schemes": found})


@needs(Duty.CATALOGUE_MANAGE)
def edition(request: HttpRequest, edition_id: int) -> HttpResponse:
    """An edition as a tree."""
    row = _edition(edition_id)
    return page(request, "ops/edition.html", {"edition": row, "tree": tree(row), "draft": is_draft(row)})


@needs(Duty.CATALOGUE_MANAGE)
def changes(request: HttpRequest, edition_id: int) -> HttpResponse:
    """What an edition changes against the one before it."""
    row = _edition(edition_id)
    before = Edition.objects.filter(scheme=row.scheme, number__lt=row.number).order_by("-number").first()
    found = diff(before, row) if before is not None else []
    return page(request, "ops/diff.html", {"edition": row, "before": before, "changes": found[:500]})


@needs(Duty.CATALOGUE_MANAGE)
@require_POST
def act(request: HttpRequest, edition_id: int) -> HttpResponse:
    """Begin a draft, put it in force, or throw it away."""
    actor, row, verb = held(request, Duty.CATALOGUE_MANAGE), _edition(edition_id), request.POST.get("verb")
    if verb == "draft":
        row = draft_edition(row.scheme, by=actor)
    elif verb == "publish":
        publish_edition(row, by=actor)
    elif verb == "discard":
        discard_draft(row, by=actor)
        return onward(request, "/ops/catalogue/")
    else:
        raise BadInput(fields={"verb": _("Choose what is to be done.")})
    done(request, _("Done."))
    return onward(request, f"/ops/catalogue/{row.pk}/")


def _edition(edition_id: int) -> Edition:
    return row_of(Edition.objects.select_related("scheme"), edition_id)


def kind_seen(kind_id: int) -> Kind:
    """A kind of whichever edition."""
    return row_of(Kind.objects.select_related("edition", "edition__scheme"), kind_id)


def is_draft(row: Edition) -> bool:
    return row.state == EditionState.DRAFT


class KindPage(LoginRequiredMixin, View):
    """One kind: its limits, and in a draft what can be changed."""

    def get(self, request: HttpRequest, kind_id: int) -> HttpResponse:
        held(request, Duty.CATALOGUE_MANAGE)
        kind = kind_seen(kind_id)
        return self._shown(request, kind, KindForm(initial={name: getattr(kind, name) for name in OWN}))

    def post(self, request: HttpRequest, kind_id: int) -> HttpResponse:
        actor = held(request, Duty.CATALOGUE_MANAGE)
        kind, form = kind_seen(kind_id), KindForm(request.POST)
        kept = carried_out(form, lambda given: self._save(kind, given, actor))
        if kept is not None:
            done(request, _("Kept in the draft."))
            return onward(request, f"/ops/catalogue/kinds/{kind.pk}/")
        return self._shown(request, kind, form, 400)

    def _save(self, kind: Kind, given: dict[str, Any], actor: Actor) -> Kind:
        changed = change_kind(
            kind, by=actor, **{name: given[name] for name in OWN if given[name] is not None}
        )
        if given["link"]:
            set_limit(
                kind.edition,
                link=given["link"],
                amount=given["amount"] or None,
                unit=given["unit"] or Unit.WORK_DAY,
                urgency=given["urgency"],
                kind=kind,
                by=actor,
            )
        return changed

    def _shown(self, request: HttpRequest, kind: Kind, form: KindForm, status: int = 200) -> HttpResponse:
        limits = [
            (Link(link).label, limit.amount.normalize(), Unit(limit.unit).label)
            for link, limit in limits_for(kind, kind.urgency).items()
        ]
        context = {"kind": kind, "form": form, "limits": limits, "draft": is_draft(kind.edition)}
        return page(request, "ops/kind.html", context, status=status)
