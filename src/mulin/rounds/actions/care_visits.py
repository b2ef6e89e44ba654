"""Who is cared for is called on by the rules of their occasions; what rests on the consent goes with it."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction

from mulin.lib import clock
from mulin.people.access import Actor
from mulin.people.models import Person
from mulin.places.models import Household
from mulin.rounds.actions.call_on import call_on
from mulin.rounds.actions.end_calling import close
from mulin.rounds.actions.moving_on import hold_visits
from mulin.rounds.kinds import STANDING, Outcome
from mulin.rounds.models import Calling, Visit, VisitRule


@transaction.atomic
def keep_visiting(
    person: Person,
    *,
    household: Household,
    occasions: Collection[str],
    only_posts: Collection[int],
    since: datetime,
    by: Actor,
) -> list[Calling]:
    """Only visits of these occasions go on, and the standing ones among them begin; again, nothing changes.

    What has come to its own end `since` they are on the list does not begin anew.
    """
    hold_visits(person.pk)
    standing = VisitRule.objects.filter(occasion__in=set(occasions) & STANDING)
    rules = [rule for rule in standing if not _ended_itself(person, household, rule, since)]
    kept = [call_on(household, rule, person=person, only_posts=only_posts, by=by) for rule in rules]
    present = Calling.objects.select_for_update(of=("self",)).filter(person=person, closed_on=None)
    for row in present.select_related("rule").order_by("pk"):
        wanted = row.household_id == household.pk and row.rule.occasion in occasions
        if not wanted:
            close(row, by)
        elif row.only_post_ids != sorted(set(only_posts)):
            row.only_post_ids = sorted(set(only_posts))
            row.save(update_fields=["only_post_ids"])
    return kept


def _ended_itself(person: Person, household: Household, rule: VisitRule, since: datetime) -> bool:
    """The latest calling by the rule was of this home: they moved away from it, or were seen as often as is meant."""
    last = Calling.objects.filter(person=person, rule=rule).order_by("-since", "-pk").first()
    if last is None or last.closed_on is None or last.household_id != household.pk:
        return False
    if last.visits.filter(outcome=Outcome.MOVED, at__gte=since).exists():
        return True
    return last.reached >= rule.most > 0 and last.closed_on >= clock.local(since).date()


@transaction.atomic
def visit_after(
    person: Person,
    *,
    household: Household,
    occasion: str,
    on: date,
    only_posts: Collection[int],
    by: Actor,
) -> list[Calling]:
    """Something came about on that day: who must be seen is due by the rule's own first day, today at the earliest."""
    hold_visits(person.pk)
    found = []
    for rule in VisitRule.objects.filter(occasion=occasion):
        first = max(on + timedelta(days=rule.first_days), clock.today())
        found.append(call_on(household, rule, person=person, only_posts=only_posts, first_on=first, by=by))
    return found


@transaction.atomic
def forget_visits(person: Person, by: Actor) -> None:
    """The consent or the entry ended: nobody is sent any more, and what was noted at their door is erased."""
    hold_visits(person.pk)
    callings = Calling.objects.select_for_update(of=("self",)).filter(person=person)
    Visit.objects.filter(calling__person=person).exclude(salt=None).update(said=None, salt=None)
    for row in callings.filter(closed_on=None).order_by("pk"):
        close(row, by)
