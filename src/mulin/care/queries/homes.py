"""Whether who is cared for still lives behind the door of their entry, and where else they live."""

from django.db.models import Exists, OuterRef, QuerySet

from mulin.care.access import living
from mulin.care.models import Entry
from mulin.lib import clock
from mulin.people.models import HouseholdMember
from mulin.places.models import Household


def lives_there(entry: Entry) -> bool:
    """Whether the entry stands at a home of the person's today."""
    homes = HouseholdMember.objects.filter(person=entry.person_id, during__contains=clock.today())
    return homes.filter(household=entry.household_id).exists()


def other_homes(entry: Entry) -> QuerySet[Household]:
    """Where the entry may move: the person's homes of today, but not the one at which it stands."""
    homes = HouseholdMember.objects.filter(person=entry.person_id, during__contains=clock.today())
    found = Household.objects.filter(pk__in=homes.values("household")).exclude(pk=entry.household_id)
    return found.select_related("entrance__building", "area").order_by("pk")


def left_behind() -> QuerySet[Entry]:
    """Entries at a door behind which the person lives no longer."""
    home = HouseholdMember.objects.filter(
        person=OuterRef("person_id"), household=OuterRef("household_id"), during__contains=clock.today()
    )
    return living().filter(~Exists(home)).order_by("pk")
