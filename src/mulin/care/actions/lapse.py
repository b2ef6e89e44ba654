"""A consent whose last day has passed ends as if withdrawn; readings are kept for a few weeks only."""

from datetime import timedelta

from django.db import transaction

from mulin.care.models import Reading
from mulin.lib import clock
from mulin.lib.apart import Tally, one_by_one
from mulin.people.access import Actor
from mulin.people.actions.withdraw_consent import withdraw_consent
from mulin.people.kinds import Purpose
from mulin.people.models import Consent

#: Longer than any window, learnt or agreed, looks back.
KEPT = timedelta(days=35)
CALENDAR = Actor.system("calendar")


def lapse() -> Tally:
    """How many consents ended; one that fails is tried again the next night."""
    over = Consent.objects.filter(
        purpose__in=[Purpose.CARE, Purpose.METER], withdrawn=None, until__lt=clock.today()
    )
    return one_by_one(over.select_related("person").order_by("pk"), _end)


def _end(consent: Consent) -> None:
    withdraw_consent(consent.person, purpose=consent.purpose, by=CALENDAR)


@transaction.atomic
def drop_old_readings() -> int:
    """How many readings were dropped."""
    gone, _kinds = Reading.objects.filter(read_at__lt=clock.now() - KEPT).delete()
    return gone
