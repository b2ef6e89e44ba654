"""Photos that come with a form: drawn anew before the transaction, kept inside it, faults told at their field."""

from collections.abc import Mapping

from django.http import HttpRequest

from mulin.cases.models import Case
from mulin.files.actions.store import prepare_photo, store_photo
from mulin.files.rules import CleanPhoto
from mulin.lib.errors import BadInput, Refusal
from mulin.people.access import Actor

MOST = 6
Prepared = dict[str, list[CleanPhoto]]


def prepared(request: HttpRequest, stages: tuple[str, ...]) -> Prepared:
    """The slow part; BadInput names the stage whose picture cannot be taken."""
    found: Prepared = {}
    for stage in stages:
        found[stage] = []
        for upload in request.FILES.getlist(stage)[:MOST]:
            try:
                found[stage].append(prepare_photo(upload))
            except BadInput as refusal:
                said = next(iter(refusal.fields.values()), str(refusal.message))
                raise BadInput(fields={stage: said}) from refusal
    return found


def keep(case: Case, photos: Mapping[str, list[CleanPhoto]], actor: Actor) -> None:
    """Store what was prepared with the case."""
    for stage, pictures in photos.items():
        for picture in pictures:
            store_photo(picture, owner_kind="case", owner_id=str(case.pk), stage=stage, by=actor)


def faults(refusal: Refusal, stages: tuple[str, ...]) -> dict[str, list[str]]:
    """What a refusal says of the photos of each stage."""
    told = {stage: refusal.fields.get(stage) or refusal.fields.get(f"photos_{stage}") for stage in stages}
    return {stage: [str(words)] for stage, words in told.items() if words}
