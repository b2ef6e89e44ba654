"""A person's data were erased: words of them that other rooms keep by reference go too."""

from mulin.campaigns.actions.erase import erase_target
from mulin.campaigns.models import Target
from mulin.diary.actions.erase import erase
from mulin.diary.models import DiaryEntry
from mulin.lib import clock
from mulin.people.access import Actor
from mulin.people.models import HouseholdMember
from mulin.rounds.actions.forget_person import forget_person
from mulin.tours.actions.erase import forget_person as forget_on_tours
from mulin.trail.models import Event

FORGETTER = Actor.system("forgetting")


def forget(event: Event) -> None:
    """Visits to them, what was said at their door in a campaign where they lived alone, their own lines, what they wrote on tours."""
    person_id = int(event.subject_id)
    homes = _homes_alone(person_id, event)
    forget_person(person_id, homes=homes, by=FORGETTER)
    for target in Target.objects.filter(household_id__in=homes).order_by("pk"):
        erase_target(target, by=FORGETTER)
    for entry in DiaryEntry.objects.filter(person_id=person_id, erased_at=None).order_by("pk"):
        erase(entry, by=FORGETTER)
    forget_on_tours(person_id, by=FORGETTER)


def _homes_alone(person_id: int, event: Event) -> set[int]:
    """Where they lived to that day and nobody else of the register does."""
    day = clock.local(event.at).date()
    lived = HouseholdMember.objects.filter(person_id=person_id, during__endswith=day)
    homes = set(lived.values_list("household_id", flat=True))
    others = HouseholdMember.objects.filter(household_id__in=homes, during__contains=day)
    return homes - set(others.exclude(person_id=person_id).values_list("household_id", flat=True))
