"""What does not fit: a target's state against its history, words against hashes, ended campaigns against cases."""

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from mulin.campaigns.kinds import OPEN, CampaignState
from mulin.campaigns.models import Campaign, Party, Remark, Step, Talk, Target
from mulin.cases.models import Case
from mulin.lib.crypto import salted_hash
from mulin.trail.models import Event, Waiting
from mulin.trail.queries import broken_links

CHUNK = 500


def misfits() -> Iterator[str]:
    """One line for each thing that does not fit, in chunks of bounded memory."""
    last: UUID | None = None
    while True:
        rows = Target.objects.select_related("campaign").order_by("pk")
        chunk = list((rows.filter(pk__gt=last) if last else rows)[:CHUNK])
        if not chunk:
            break
        yield from _of_chunk(chunk)
        last = chunk[-1].pk
    ended = Campaign.objects.filter(state=CampaignState.ENDED)
    told = set(
        Event.objects.filter(subject_kind="campaign", verb="campaign.ended").values_list(
            "subject_id", flat=True
        )
    )
    for campaign in ended:
        if str(campaign.pk) not in told:
            yield f"campaign {campaign.pk}: ended, but no event says so"
    if not Waiting.objects.exists():
        astray = Campaign.objects.filter(state=CampaignState.RUNNING, area__valid_to__isnull=False)
        for code, pk in astray.values_list("area__code", "pk"):
            yield f"campaign {pk}: stands on area {code}, which has ended"


def _of_chunk(chunk: list[Target]) -> Iterator[str]:
    ids = [target.pk for target in chunk]
    history: dict[str, list[Event]] = defaultdict(list)
    events = Event.objects.filter(subject_kind="target", subject_id__in=[str(one) for one in ids])
    for event in events.order_by("seq"):
        history[event.subject_id].append(event)
    hashes = _hashes(ids)
    carried = {target.case_id for target in chunk if target.case_id}
    cases = set(Case.objects.filter(pk__in=carried).values_list("pk", flat=True))
    for target in chunk:
        told = history[str(target.pk)]
        for fault in (
            *broken_links(target, told),
            *_state_faults(target, told, cases),
            *_word_faults(told, hashes),
        ):
            yield f"target {target.pk} of campaign {target.campaign_id}: {fault}"


def _state_faults(target: Target, told: list[Event], cases: set[UUID]) -> Iterator[str]:
    was = None
    for event in told:
        if event.data.get("was") != was:
            yield f"event {event.pk}: from {event.data.get('was')} where the history stands at {was}"
        was = event.data.get("now")
    if target.state != was:
        yield f"state {target.state}, but its history ends at {was}"
    ended = target.campaign.state == CampaignState.ENDED
    if ended and target.state in OPEN and target.case_id is None:
        yield "open in an ended campaign, and no case goes on with it"
    if target.case_id is not None and target.case_id not in cases:
        yield f"its case {target.case_id} does not exist"


def _hashes(ids: list[UUID]) -> dict[str, str]:
    """The salted hash of every word that still stands, by row."""
    found: dict[str, str] = {}
    for model in (Party, Talk, Step, Remark):
        for row in model.objects.filter(target__in=ids, erased_at=None):
            found[str(row.pk)] = salted_hash(row.text or "", bytes(row.salt or b"")).hex()
    return found


def _word_faults(told: list[Event], hashes: dict[str, str]) -> Iterator[str]:
    """The last event that names a row holds its hash; what was erased is not compared."""
    said = {row: digest for event in told for row, digest in event.data.get("words", [])}
    for row, digest in said.items():
        if row in hashes and hashes[row] != digest:
            yield f"words {row} are not those its history names"
