"""What does not fit among rounds: rounds made against rounds told, tasks and answers against their rows."""

from collections.abc import Iterator

from django.db.models import Count, F, Q

from mulin.cases.models import Case
from mulin.lib import clock
from mulin.rounds.kinds import State, TaskState
from mulin.rounds.models import Answer, Occurrence, Plan
from mulin.trail.models import Event, Waiting

ENDING = {State.DONE: "round.done", State.MISSED: "round.missed", State.CANCELLED: "round.cancelled"}


def misfits() -> Iterator[str]:
    """A line for each thing that does not add up."""
    yield from _made()
    yield from _tasks()
    yield from _told()
    yield from _opened()
    yield from _standing()


def _made() -> Iterator[str]:
    states = {state: Count("occurrences", filter=Q(occurrences__state=state)) for state in (*State.values,)}
    plans = Plan.objects.annotate(**{f"n_{state}": count for state, count in states.items()})
    whole = F("n_open") + F("n_done") + F("n_missed") + F("n_cancelled")
    for plan in plans.exclude(made=whole):
        counts = {state: getattr(plan, f"n_{state}") for state in State.values}
        yield f"plan {plan.pk}: {plan.made} rounds made, but {counts}"


def _tasks() -> Iterator[str]:
    open_tasks = Count("tasks", filter=Q(tasks__state__in=(TaskState.OPEN, TaskState.PASSED)))
    rows = Occurrence.objects.annotate(left=open_tasks, all=Count("tasks"))
    for one in rows.exclude(left=F("tasks_left"), all=F("tasks_made")):
        yield f"round {one.pk}: its stops do not add up"
    bare = Occurrence.objects.filter(state=State.DONE, checks=None, checklist__isnull=False)
    for pk in bare.values_list("pk", flat=True):
        yield f"round {pk}: done without a check"


def _told() -> Iterator[str]:
    for state, verb in ENDING.items():
        told = Event.objects.filter(verb=verb).values("subject_id").distinct().count()
        rows = Occurrence.objects.filter(state=state).count()
        # A missed round may have been done in time after all; both are told.
        if told < rows or (state != State.MISSED and told > rows):
            yield f"rounds: {rows} are {state}, but {told} are told so"


def _opened() -> Iterator[str]:
    opened = Answer.objects.filter(case_id__isnull=False)
    missing = opened.exclude(case_id__in=Case.objects.values("pk"))
    for case_id in missing.values_list("case_id", flat=True):
        yield f"case {case_id} was opened by a round and is not there"
    silent = Answer.objects.filter(failed=True, case_id=None).values_list("check_made_id", flat=True)
    for pk in silent:
        yield f"check {pk}: a failing answer opened no case"


def _standing() -> Iterator[str]:
    """A plan whose ground has ended would go silent; while events wait it may yet follow."""
    if Waiting.objects.exists():
        return
    live = Q(valid_to=None) | Q(valid_to__gt=clock.today())
    for plan in Plan.objects.filter(live).select_related("area").iterator(1000):
        if plan.area.valid_to is not None:
            yield f"plan {plan.pk}: stands on area {plan.area.code}, which has ended"
        elif plan.lineage() != plan.area.lineage():
            yield f"plan {plan.pk}: does not lie where its area {plan.area.code} lies"
