"""A home visit, made on a phone: the subject is the home that is called on, its version how many visits it has had."""

from uuid import UUID

from django.utils.translation import gettext as _

from mulin.devices.actions.receive import Ended
from mulin.lib.errors import NotFound, Refusal
from mulin.lib.ids import known_id
from mulin.people.access import Actor
from mulin.people.models import Post
from mulin.rounds.kinds import Outcome
from mulin.rounds.models import Calling, Visit
from mulin.rounds.queries.visits import calling_for, visits_made
from mulin.surfaces.field.acts.answers import answers_said, item_labels, of_an_item, photos_of
from mulin.surfaces.field.acts.kinds import ActKind, Sent, Shown
from mulin.surfaces.field.visiting import VisitForm, door_of, filled_in, may_call, said_of, visited
from mulin.ui.forms import labels

KEEP, HOME = "keep", "/field/visits/"


def do(sent: Sent, by: Actor) -> Ended:
    """As the page of the visit does it."""
    if sent.verb != KEEP:
        raise NotFound
    may_call(by)
    calling = calling_for(by, _id(sent.subject))
    data = {name: sent.data.get(name, "") for name in sent.data}
    made = visited(
        calling, VisitForm(sent.data), by, id=sent.id, captured_at=sent.captured_at, seen=sent.expected,
        filled=filled_in(calling, data, photos_of(sent)),
    )  # fmt: skip
    return Ended(HOME, visits_made(calling), said_of(made))


def show(sent: Sent, by: Actor) -> Shown:
    """How it ended by the person's own words, and the visits that others made since."""
    called, verb = labels(VisitForm), _("Home visit")
    outcome = dict(Outcome.choices).get(str(sent.data.get("outcome") or ""), "")
    said = [(called["outcome"], str(outcome))]
    said += [(called[name], str(sent.data.get(name) or "")) for name in ("said", "asked", "next_on")]
    said = [*((label, value) for label, value in said if value), *answers_said(sent)]
    try:
        calling = calling_for(by, _id(sent.subject))
    except Refusal:
        return Shown(_("a home that is no longer yours to call on"), verb, said)
    made = list(Visit.objects.filter(calling=calling).order_by("at", "pk"))
    since = made[sent.expected or 0 :] if sent.expected is not None else []
    url = f"{HOME}{calling.pk}/"
    return Shown(door_of(calling), verb, said, _lines(since), len(made), url)


def _lines(visits: list[Visit]) -> list[dict[str, object]]:
    names = Post.objects.in_bulk({one.post_id for one in visits if one.post_id})
    return [
        {
            "what": one.get_outcome_display(),
            "at": one.captured_at or one.at,
            "who": names[one.post_id].name if one.post_id in names else "",
            "said": [one.said] if one.said else [],
        }
        for one in reversed(visits)
    ]


def version(subject: str, by: Actor) -> int | None:
    try:
        calling: Calling = calling_for(by, _id(subject))
    except Refusal:
        return None
    return visits_made(calling)


def _id(text: str) -> UUID:
    found = known_id(text)
    if found is None:
        raise NotFound
    return found


def _labels(sent: Sent) -> dict[str, str]:
    return {**item_labels(sent), **labels(VisitForm)}


def takes(verb: str, stage: str) -> bool:
    """Photos go with the items of the checklist."""
    return verb == KEEP and of_an_item(stage)


VISIT = ActKind(
    do=do, show=show, takes=takes, version=version, labels=_labels,
    form=lambda sent: f"{HOME}{_id(sent.subject)}/",
)  # fmt: skip
