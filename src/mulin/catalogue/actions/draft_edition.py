"""Open a draft of the next edition, a copy of the published one."""

from typing import TypeVar

from django.db import models, transaction
from django.db.models import Max

from mulin.catalogue.access import manager
from mulin.catalogue.kinds import EditionState
from mulin.catalogue.models import Edition, Kind, Limit, Scheme, Standard
from mulin.people.access import Actor
from mulin.trail.record import record

Row = TypeVar("Row", bound=models.Model)


@transaction.atomic
def draft_edition(scheme: Scheme, *, by: Actor, note: str = "") -> Edition:
    """One draft a scheme: when it is open already, that one is given."""
    acting = manager(by)
    scheme = Scheme.objects.select_for_update().get(pk=scheme.pk)
    open_draft = scheme.editions.filter(state=EditionState.DRAFT).first()
    if open_draft is not None:
        return open_draft
    published = scheme.editions.filter(state=EditionState.PUBLISHED).first()
    last = scheme.editions.aggregate(last=Max("number"))["last"] or 0
    draft = Edition.objects.create(scheme=scheme, number=last + 1, note=note)
    if published is not None:
        _copy(published, draft)
    record(
        "catalogue.edition_drafted",
        draft,
        by=acting,
        fields={"scheme": scheme.code, "number": draft.number, "from": published.pk if published else None},
    )
    return draft


def _copy(source: Edition, draft: Edition) -> None:
    kinds: dict[int | None, Kind | None] = {None: None}
    waiting = list(Kind.objects.filter(edition=source).order_by("pk"))
    while waiting:
        # Parents first: a level of the tree a round.
        level = [kind for kind in waiting if kind.parent_id in kinds]
        waiting = [kind for kind in waiting if kind.parent_id not in kinds]
        copies = [_again(kind, edition=draft, parent=kinds[kind.parent_id]) for kind in level]
        Kind.objects.bulk_create(copies)
        kinds |= {kind.pk: copy for kind, copy in zip(level, copies, strict=True)}
    old = list(Standard.objects.filter(kind__edition=source).order_by("pk"))
    standards = Standard.objects.bulk_create([_again(one, kind=kinds[one.kind_id]) for one in old])
    new: dict[int | None, Standard | None] = {None: None}
    new |= {one.pk: copy for one, copy in zip(old, standards, strict=True)}
    Limit.objects.bulk_create(
        _again(one, edition=draft, kind=kinds[one.kind_id], standard=new[one.standard_id])
        for one in Limit.objects.filter(edition=source).order_by("pk")
    )


def _again(row: Row, **others: object) -> Row:
    """A copy, not yet saved, with other relations."""
    plain = {
        field.name: getattr(row, field.name)
        for field in row._meta.concrete_fields
        if not field.primary_key and not field.is_relation
    }
    return type(row)(**plain, **others)
