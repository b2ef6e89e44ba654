"""The hotline's side of a case: the order, the first contact, the call-back (B7)."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.cases.actions.saying import Saying, clean
from mulin.cases.actions.turn import begin
from mulin.cases.kinds import Satisfaction, Verb, Voice
from mulin.cases.models import Callback, Case, HotlineOrder
from mulin.catalogue.kinds import Door, Link
from mulin.lib.errors import BadInput, NotAllowed, WrongState
from mulin.people.access import Actor

NO_ANSWERS: tuple[bool | None, bool | None, str] = (None, None, "")
#: Calls until a caller counts as not to be reached; the same told again sooner is the same call.
MOST_CALLS, CALL_AGAIN_AFTER = 3, timedelta(minutes=10)
TAKEN = gettext_lazy("This order number already belongs to another case.")


@transaction.atomic
def link_order(
    case: Case,
    *,
    order_no: str,
    by: Actor,
    call_class: str = "help",
    received_at: datetime | None = None,
) -> Case:
    """Tie a work order to the case; the same number again changes nothing, on another case it is refused."""
    turn = begin(case, Verb.ORDER, by)
    order_no = clean(order_no, "order_no", required=True, longest=40)
    known = HotlineOrder.objects.filter(order_no=order_no).first()
    if known is not None:
        if known.case_id == turn.case.pk:
            return turn.case
        raise BadInput(fields={"order_no": TAKEN})
    order = HotlineOrder(
        case=turn.case,
        order_no=order_no,
        call_class=call_class,
        received_at=received_at or turn.now,
        signed_at=turn.now,
    )
    try:
        with transaction.atomic():
            order.save(force_insert=True)
    except IntegrityError as same_moment:
        raise BadInput(fields={"order_no": TAKEN}) from same_moment
    count_earlier(turn.case)
    turn.done(facts={"order": order.pk})
    return turn.case


def count_earlier(case: Case) -> None:
    """Tell each order of the matter how often that had been reported before it became an order."""
    whole = case.merged_into_id or case.pk
    reports = Case.objects.filter(Q(pk=whole) | Q(merged_into=whole))
    for order in HotlineOrder.objects.filter(case__in=reports):
        earlier = reports.filter(created_at__lt=order.received_at)
        # The case that the order itself opened is not an earlier report.
        known = earlier.exclude(pk=order.case_id, door=Door.HOTLINE).count()
        if known != order.known_before:
            order.known_before = known
            order.save(update_fields=["known_before"])


@transaction.atomic
def contact(case: Case, *, by: Actor, note: str = "") -> Case:
    """The reporter was contacted; the first time counts."""
    turn = begin(case, Verb.CONTACT, by)
    turn.say(Saying(Voice.CALL, clean(note, "note", longest=1000)))
    HotlineOrder.objects.filter(case=turn.case, first_contact_at=None).update(first_contact_at=turn.now)
    turn.done()
    return turn.case


@transaction.atomic
def call_back(
    case: Case,
    *,
    reached: bool,
    by: Actor,
    contacted: bool | None = None,
    solved: bool | None = None,
    satisfaction: str = "",
    note: str = "",
    excluded: str = "",
) -> Case:
    """Ask the reporter after the end; never by anyone of the handling side. Not reached, they wait for the next call."""
    turn = begin(case, Verb.CALL_BACK, by)
    row = turn.case
    _from_outside(row, by)
    contacted, solved, satisfaction = _answers(contacted, solved, satisfaction) if reached else NO_ANSWERS
    calls = Callback.objects.filter(case=row, at__gte=row.ended_at or row.created_at)
    if _asked_already(calls.order_by("-pk").first(), (reached, contacted, solved, satisfaction), turn.now):
        return row
    if reached or excluded or calls.count() + 1 >= MOST_CALLS:
        turn.timing.stop(Link.CALLBACK)
    Callback.objects.create(
        case=row,
        at=turn.now,
        by_person_id=by.person_id,
        by_post_id=turn.by.post_id,
        reached=reached,
        contacted=contacted,
        solved=solved,
        satisfaction=satisfaction,
        excluded="" if reached else excluded or "not_reached",
    )
    turn.say(Saying(Voice.CALL, clean(note, "note", longest=2000)))
    turn.done(facts={"reached": reached, "solved": solved, "satisfaction": satisfaction})
    return row


def _from_outside(row: Case, by: Actor) -> None:
    if by.person_id is not None and by.person_id in row.handler_ids:
        raise NotAllowed(_("You handled this case yourself; somebody else must call back."))
    if by.organisation_ids & set(row.org_ids):
        raise NotAllowed(_("Your organisation handled this case; somebody else must call back."))


def _answers(
    contacted: bool | None,  # noqa: FBT001 - as the caller answered
    solved: bool | None,  # noqa: FBT001 - as the caller answered
    satisfaction: str,
) -> tuple[bool | None, bool | None, str]:
    """Who was reached is asked all three: a matter may be solved though nobody made contact."""
    wrong: dict[str, str] = {}
    if contacted is None:
        wrong["contacted"] = _("Say whether the handler had made contact.")
    if solved is None:
        wrong["solved"] = _("Say whether it is solved.")
    if satisfaction not in Satisfaction.values:
        wrong["satisfaction"] = _("Say how satisfied the caller is.")
    if wrong:
        raise BadInput(fields=wrong)
    return contacted, solved, satisfaction


def _asked_already(
    known: Callback | None, answers: tuple[bool, bool | None, bool | None, str], now: datetime
) -> bool:
    """Whether these very answers are noted since the case ended; other answers are refused.

    Who was not reached is called again, some time later.
    """
    if known is None:
        return False
    if not known.reached:
        return not answers[0] and now - known.at < CALL_AGAIN_AFTER
    if (known.reached, known.contacted, known.solved, known.satisfaction) != answers:
        raise WrongState(_("The caller has been asked already, and other answers were noted."))
    return True
