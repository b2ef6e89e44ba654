"""Cases: report, list, read, act, add photos."""

import json
from typing import Any, cast
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from ninja import File, Form, Query, Router
from ninja.files import UploadedFile
from ninja.responses import Status, codes_4xx

from mulin.care.actions.see_case import see_case
from mulin.cases.access import audience_of, case_for, is_reporter
from mulin.cases.actions.turn import may
from mulin.cases.commands import perform
from mulin.cases.kinds import Audience, Verb
from mulin.cases.models import Case
from mulin.cases.queries.lists import CaseFilter, filtered
from mulin.catalogue.rules.codes import key_of
from mulin.files.actions.store import prepare_photo, store_photo
from mulin.files.kinds import Stage
from mulin.lib import paging
from mulin.lib.errors import BadInput, NotAllowed, NotFound
from mulin.people.access import Actor
from mulin.places.queries import area_by_code
from mulin.surfaces.open.api.auth import Caller
from mulin.surfaces.open.api.reporting import take_in
from mulin.surfaces.open.api.schemas import (
    ENDED_WORD,
    OPEN_WORD,
    CasePage,
    CaseQuery,
    CaseRow,
    CaseWhole,
    NewCase,
    Photo,
    Problem,
)
from mulin.surfaces.open.api.shown import ROW, photo, row, whole, works

router = Router(tags=["cases"])
NEWEST = ("-id",)
MOST_PHOTOS = 9
VERB_BODY = {
    "requestBody": {
        "description": "The verb's fields by name, and `expected_version`.",
        "content": {"application/json": {"schema": {"type": "object", "additionalProperties": True}}},
    }
}


def caller(request: HttpRequest) -> Caller:
    return cast("Caller", request)


@router.post("", response={201: CaseRow, 200: CaseRow, codes_4xx: Problem}, summary=noop("Report a matter"))
def report_case(request: HttpRequest, case: NewCase) -> Status[dict[str, Any]]:
    """201 for a new case; 200 with the same case when you send the same id again."""
    by = caller(request).auth
    with transaction.atomic():
        kept, is_new = take_in(case, by, by_key=caller(request).by_key)
    return Status(201 if is_new else 200, row(kept, staff=works(by)))


@router.get(
    "", response={200: CasePage, codes_4xx: Problem}, summary=noop("List cases you may see, newest first")
)
def list_cases(request: HttpRequest, wanted: Query[CaseQuery]) -> dict[str, Any]:
    actor = caller(request).auth
    found = _found(actor, wanted).select_related("kind", "area")
    found = found.only(*ROW, "kind__key", "kind__name", "area__code", "area__name")
    page = paging.page(found, wanted.cursor or None, wanted.limit, NEWEST)
    staff = works(actor)
    return {"items": [row(case, staff=staff) for case in page.items], "next_cursor": page.next_cursor}


def _found(actor: Actor, wanted: CaseQuery) -> QuerySet[Case]:
    try:
        area = area_by_code(wanted.area) if wanted.area else None
    except NotFound as error:
        raise BadInput(fields={"area": _("There is no area with this code.")}) from error
    one_state = wanted.state if wanted.state not in {"", OPEN_WORD, ENDED_WORD} else ""
    found = filtered(
        actor,
        CaseFilter(
            area=area,
            states=frozenset({str(one_state)}) if one_state else frozenset(),
            ended={OPEN_WORD: False, ENDED_WORD: True}.get(str(wanted.state)),
            door=wanted.door,
            kind_key=(key_of(wanted.kind) or "?") if wanted.kind else "",
            since=wanted.since,
        ),
    )
    return found.filter(_own(actor)) if wanted.mine else found


def _own(actor: Actor) -> Q:
    """Reported by the person, or entered by one of the posts."""
    own = Q(entered_by_post_id__in=[post.post_id for post in actor.posts])
    if actor.person_id is not None:
        own |= Q(reporter_id=actor.person_id) | Q(proxy_id=actor.person_id)
    return own


@router.get(
    "/{uuid:case_id}",
    response={200: CaseWhole, codes_4xx: Problem},
    summary=noop("One case with its history"),
)
def read_case(request: HttpRequest, case_id: UUID) -> dict[str, Any]:
    actor = caller(request).auth
    case = case_for(actor, case_id)
    see_case(case, by=actor)
    return whole(case, actor)


@router.post(
    "/{uuid:case_id}/photos",
    response={201: list[Photo], codes_4xx: Problem},
    summary=noop("Add photos to a case"),
)
def add_photos(
    request: HttpRequest,
    case_id: UUID,
    photos: File[list[UploadedFile]],
    stage: Form[Stage] = Stage.BEFORE,
) -> Status[list[dict[str, Any]]]:
    """Pictures are drawn anew; the camera's place is never kept. A reporter adds to an open case."""
    actor = caller(request).auth
    case = case_for(actor, case_id)
    acting = _photographer(case, actor, stage)
    if len(photos) > MOST_PHOTOS:
        raise BadInput(fields={"photos": _("At most %(most)d photos at once.") % {"most": MOST_PHOTOS}})
    ready = [prepare_photo(upload) for upload in photos]
    with transaction.atomic():
        kept = [
            store_photo(one, owner_kind="case", owner_id=str(case.pk), stage=stage, by=acting)
            for one in ready
        ]
    return Status(201, [photo(one) for one in kept])


def _photographer(case: Case, actor: Actor, stage: Stage) -> Actor:
    """Whoever may note something may show it; the reporter shows what is reported."""
    if may(case, Verb.NOTE, actor) and audience_of(actor, case) is Audience.STAFF:
        return actor
    entered = any(post.post_id == case.entered_by_post_id for post in actor.posts)
    if case.is_open and stage is Stage.BEFORE and (is_reporter(actor, case) or entered):
        return actor
    raise NotAllowed


@router.post(
    "/{uuid:case_id}/{slug:verb}",
    response={200: CaseRow, codes_4xx: Problem},
    summary=noop("Do a verb to a case"),
    openapi_extra=VERB_BODY,
)
def act(request: HttpRequest, case_id: UUID, verb: str) -> dict[str, Any]:
    """`verbs` of a case name what you may do now, and the fields each asks for."""
    actor = caller(request).auth
    case = case_for(actor, case_id)
    done = perform(case, verb, actor, _sent(request))
    return row(done, staff=works(actor))


def _sent(request: HttpRequest) -> dict[str, Any]:
    if not request.body.strip():
        return {}
    try:
        sent = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise BadInput(fields={"body": _("Please send a JSON object.")}) from error
    if not isinstance(sent, dict):
        raise BadInput(fields={"body": _("Please send a JSON object.")})
    return sent
