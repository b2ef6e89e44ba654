"""A case as the API shows it, to whom it is shown."""

from typing import Any

from django.urls import reverse

from mulin.cases.access import WORKING, audience_of
from mulin.cases.commands import Command, offered
from mulin.cases.kinds import Audience
from mulin.cases.models import Case
from mulin.cases.queries.timeline import Entry, description, timeline
from mulin.files.models import Attachment
from mulin.files.queries import photos_of
from mulin.people.access import Actor
from mulin.people.models import Organisation
from mulin.ui.cases.tale import tale
from mulin.ui.cases.words import verb_words

ROW = (
    "id", "serial", "version", "title", "state", "door", "urgency", "created_at", "promised_by", "ended_at",
    "next_due", "late",
)  # fmt: skip


def works(actor: Actor) -> bool:
    """Whether the actor works on cases at all."""
    return any(actor.may(duty) for duty in WORKING)


def row(case: Case, *, staff: bool) -> dict[str, Any]:
    """A list's line; what the house plans for itself is for those who work there."""
    return {
        **{name: getattr(case, name) for name in ROW if name != "serial"},
        "number": case.number,
        "kind": {"code": case.kind.key, "name": case.kind.name} if case.kind else None,
        "area": {"code": case.area.code, "name": case.area.name} if case.area else None,
        "next_due": case.next_due if staff else None,
        "late": case.late if staff else None,
    }


def whole(case: Case, actor: Actor) -> dict[str, Any]:
    """Everything the caller may know of a case."""
    audience = audience_of(actor, case)
    entries = timeline(case, audience)
    holder = Organisation.objects.filter(pk=case.holder_org_id).first() if case.holder_org_id else None
    return {
        **row(case, staff=audience is Audience.STAFF),
        "text": description(case),
        "address": case.address,
        "lng": case.lng,
        "lat": case.lat,
        "secrecy": case.secrecy,
        "track": case.track,
        "holder": {"code": holder.code, "name": holder.name} if holder else None,
        "photos": [photo(one) for one in photos_of("case", case.pk)],
        "history": history(entries, audience),
        "verbs": [_verb(name, command) for name, command in offered(case, actor).items()],
    }


def history(entries: list[Entry], audience: Audience) -> list[dict[str, Any]]:
    """Events oldest first, told as the pages tell them."""
    return [
        {
            "seq": entry.seq,
            "verb": str(entry.verb),
            "at": entry.at,
            "captured_at": entry.captured_at,
            "state": entry.state,
            "what": told.what,
            "who": told.who,
            "words": [
                {"voice": said.voice, "text": None if said.erased_at else said.text, "at": said.at}
                for said in entry.words
            ],
        }
        for entry, told in zip(entries, reversed(tale(entries, audience)), strict=True)
    ]


def photo(one: Attachment) -> dict[str, Any]:
    return {
        "id": one.pk,
        "stage": one.stage,
        "url": reverse("files:photo", args=[one.pk]),
        "thumb": reverse("files:thumb", args=[one.pk]),
        "created_at": one.created_at,
    }


def _verb(name: str, command: Command) -> dict[str, Any]:
    fields = [
        {
            "name": ask.name,
            "shape": str(ask.shape),
            "required": ask.required,
            "label": str(ask.label),
            "choices": [code for code, _label in ask.choices],
        }
        for ask in command.asks
    ]
    return {"name": name, "label": str(verb_words(name)), "fields": fields}
