"""Where a case comes from, for those who may read it there: a round, a campaign, a tour, a line of the diary."""

from collections.abc import Callable
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from mulin.campaigns.access import worked_targets
from mulin.cases.models import Case
from mulin.catalogue.kinds import Door
from mulin.diary.access import visible_to as visible_entries
from mulin.lib.ids import known_id
from mulin.people.access import Actor
from mulin.people.kinds import Duty
from mulin.rounds.access import oversees, visible_checks
from mulin.things.access import keeps_list
from mulin.tours.access import visible_findings


class Source(NamedTuple):
    """What it is called, and its page at the desk and in the field, where there is one."""

    words: str
    desk: str = ""
    field: str = ""


def source_of(actor: Actor, case: Case) -> Source | None:
    """None as well where the actor may not see it; nothing is asked of cases that came by another door."""
    if case.door not in (Door.PATROL, Door.INSPECTION) or not case.source_ref:
        return None
    kind, _sign, rest = case.source_ref.partition(":")
    read, found = READERS.get(kind), known_id(rest.partition(":")[0])
    return read(actor, found) if read is not None and found is not None else None


def _check(actor: Actor, check_id: UUID) -> Source | None:
    found = visible_checks(actor).select_related("occurrence__plan", "thing").filter(pk=check_id).first()
    if found is None:
        return None
    if found.occurrence is not None:
        page = f"rounds/{found.occurrence_id}/"
        return Source(
            found.occurrence.plan.name, f"/desk/{page}" if oversees(actor) else "", f"/field/{page}"
        )
    if found.thing is not None:
        page = f"things/{found.thing.code}/"
        return Source(found.thing.name, f"/desk/{page}" if keeps_list(actor) else "", f"/field/{page}")
    return None


def _target(actor: Actor, target_id: UUID) -> Source | None:
    found = worked_targets(actor).select_related("campaign").filter(pk=target_id).first()
    if found is None:
        return None
    words = f"{found.campaign.name} · {found.label}"
    return Source(words, f"/desk/campaigns/targets/{found.pk}/", f"/field/campaigns/{found.pk}/")


def _finding(actor: Actor, finding_id: UUID) -> Source | None:
    found = visible_findings(actor).select_related("tour").filter(pk=finding_id).first()
    if found is None:
        return None
    return Source(found.tour.title, f"/desk/tours/findings/{found.pk}/")


def _entry(actor: Actor, entry_id: UUID) -> Source | None:
    """At the desk its week is read by who reviews, in the field by who wrote it."""
    found = visible_entries(actor).filter(pk=entry_id).first()
    if found is None:
        return None
    words = _("diary of %(day)s") % {"day": f"{found.on:%m-%d}"}
    desk = (
        f"/desk/diary/?tab=week&week={found.on:%Y-%m-%d}#{found.pk}" if actor.may(Duty.DIARY_REVIEW) else ""
    )
    return Source(words, desk, f"/field/diary/#{found.pk}" if found.person_id == actor.person_id else "")


READERS: dict[str, Callable[[Actor, UUID], Source | None]] = {
    "check": _check,
    "target": _target,
    "tour": _finding,
    "diary": _entry,
}
