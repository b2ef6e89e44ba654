"""The closed lists of residents' tours."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class TourState(TextChoices):
    """A tour is planned, drawn for, gone on; its findings live on until each is answered."""

    PLANNED = "planned", pgettext_lazy("tour", "planned")
    DRAWN = "drawn", pgettext_lazy("tour", "drawn")
    ENDED = "ended", pgettext_lazy("tour", "ended")
    CANCELLED = "cancelled", pgettext_lazy("tour", "called off")


class SeatState(TextChoices):
    """What became of one representative in one draw."""

    RESERVE = "reserve", pgettext_lazy("seat", "next in the rota")
    ASKED = "asked", pgettext_lazy("seat", "asked")
    YES = "yes", pgettext_lazy("seat", "will come")
    NO = "no", pgettext_lazy("seat", "cannot come")
    CAME = "came", pgettext_lazy("seat", "came")
    ABSENT = "absent", pgettext_lazy("seat", "did not come")


#: Who has a place on the tour now.
GOING = frozenset({SeatState.ASKED, SeatState.YES})
#: What uses up a turn: a refusal and an absence do not, that person is first next time.
SPENT = frozenset({*GOING, SeatState.CAME})


class StopKind(TextChoices):
    """What the tour looks at."""

    SHOP = "shop", pgettext_lazy("stop", "shop")
    CENTRE = "centre", pgettext_lazy("stop", "service centre")
    OTHER = "other", pgettext_lazy("stop", "another place")


class Addressee(TextChoices):
    """Who is to answer a finding."""

    SHOP = "shop", pgettext_lazy("addressee", "the shop itself")
    CENTRE = "centre", pgettext_lazy("addressee", "the service centre")
    CASE = "case", pgettext_lazy("addressee", "becomes a case")


class FindingState(TextChoices):
    """A finding waits for an answer, has one, or goes on as a case; nothing else ends it."""

    AWAITED = "awaited", pgettext_lazy("finding", "answer awaited")
    REPLIED = "replied", pgettext_lazy("finding", "answered")
    CARRIED = "carried", pgettext_lazy("finding", "became a case")
