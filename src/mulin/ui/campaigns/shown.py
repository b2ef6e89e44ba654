"""A target with all that is to be read of it: parties, talks, steps, and what can be done now."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from mulin.campaigns.kinds import OPEN, CampaignState, Move, TargetState
from mulin.campaigns.models import Remark, Spoken, Step, Target
from mulin.campaigns.queries import talks_of
from mulin.campaigns.rules import offered
from mulin.people.access import Actor
from mulin.people.kinds import Duty
from mulin.people.models import Post
from mulin.ui import moments
from mulin.ui.campaigns.forms import called

S = TargetState
TONES: dict[str, str] = {
    S.NOT_BEGUN: "plain",
    S.TALKING: "wait",
    S.AGREED: "rest",
    S.UNDER_WAY: "work",
    S.DONE: "done",
    S.DECLINED: "off",
}


def day(when: date | None) -> moments.Due | None:
    return moments.due_day(when) if when else None


def row(target: Target) -> dict[str, Any]:
    """A target as a line of a list or a tile of the wall."""
    return {
        "target": target,
        "tone": TONES[target.state],
        "word": TargetState(target.state).label,
        "day": day(target.next_on),
        "carried": target.case_id,
    }


def rows(targets: Iterable[Target]) -> list[dict[str, Any]]:
    return [row(target) for target in targets]


def target_page(target: Target, actor: Actor, *, masked: bool = False) -> dict[str, Any]:
    """What a page of one target shows; `masked`: without names, numbers and what people said."""
    steps = list(Step.objects.filter(target=target).select_related("party").order_by("by_on", "id"))
    parties = list(target.parties.filter(erased_at=None).order_by("at", "id"))
    ended = target.campaign.state == CampaignState.ENDED
    moves = frozenset({Move.ERASE}) if ended else offered(target.state)
    runs = actor.reaches(Duty.CAMPAIGN_RUN, target.where())
    return {
        **row(target),
        "campaign": target.campaign,
        "ended": ended,
        "parties": [{"party": one, "called": called(one, masked=masked)} for one in parties],
        "masked": masked,
        "unheard": [called(one, masked=masked) for one in parties if one.heard_at is None],
        "steps": [_step(one, masked=masked) for one in steps if one.is_open],
        "tale": [] if masked else tale(target, steps),
        "moves": {move.value: move in moves for move in Move if move is not Move.ASSIGN or runs},
        "open": target.state in OPEN and not ended,
    }


def _step(step: Step, *, masked: bool = False) -> dict[str, Any]:
    who = called(step.party, masked=masked) if step.party and not step.party.erased_at else ""
    return {
        "step": step,
        "who": who or (_("we ourselves") if step.party is None else ""),
        "day": day(step.by_on),
    }


def tale(target: Target, steps: list[Step]) -> list[dict[str, Any]]:
    """What happened here, newest first."""
    talks, remarks = list(talks_of(target)), list(Remark.objects.filter(target=target))
    spoken: list[Spoken] = [*talks, *remarks, *steps]
    ids = {one.by_post_id for one in spoken if one.by_post_id}
    names = dict(Post.objects.filter(pk__in=ids).values_list("pk", "name"))
    lines: list[dict[str, Any]] = []

    def told(row: Spoken, what: str, at: datetime, said: str | None, *, main: bool = False) -> None:
        words = [said] if said else [_("(erased)")] if row.erased_at else []
        who = names.get(row.by_post_id or 0, "")
        lines.append({"what": what, "at": at, "who": who, "said": words, "tone": "main" if main else ""})

    for talk in talks:
        party = called(talk.party) if talk.party and not talk.party.erased_at else ""
        what = _("Talked with %(party)s") % {"party": party} if party else _("Talked")
        told(talk, what, talk.held_at, talk.text)
    for remark in remarks:
        told(remark, str(Move(remark.move).label), remark.at, remark.text, main=True)
    for step in steps:
        told(step, str(Move.AGREE.label), step.at, step.text)
        if step.done_at:
            told(step, str(Move.STEP_DONE.label), step.done_at, step.text)
        elif step.dropped_at:
            told(step, str(Move.STEP_DROPPED.label), step.dropped_at, step.text)
    return sorted(lines, key=lambda line: line["at"], reverse=True)
