"""The closed lists of the diary."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import pgettext_lazy


class Theme(TextChoices):
    """What people talk about."""

    HEATING = "heating", pgettext_lazy("concern", "water, power, gas and heating")
    HOUSES = "houses", pgettext_lazy("concern", "houses, leaks and lifts")
    ENVIRONMENT = "environment", pgettext_lazy("concern", "rubbish and surroundings")
    PARKING = "parking", pgettext_lazy("concern", "parking and traffic")
    SAFETY = "safety", pgettext_lazy("concern", "safety")
    PROPERTY = "property", pgettext_lazy("concern", "the property firm")
    OLD_YOUNG = "old_young", pgettext_lazy("concern", "the old and the young")
    HEALTH = "health", pgettext_lazy("concern", "doctors and medicine")
    WORK = "work", pgettext_lazy("concern", "jobs and prices")
    SCHOOL = "school", pgettext_lazy("concern", "schools")
    POLICY = "policy", pgettext_lazy("concern", "questions about policy")
    CULTURE = "culture", pgettext_lazy("concern", "activities and culture")
    THANKS = "thanks", pgettext_lazy("concern", "thanks and suggestions")
    OTHER = "other", pgettext_lazy("concern", "other")


class Level(IntegerChoices):
    """Where an entry stands for review; values are the ranks of areas."""

    STREET = 4, pgettext_lazy("level", "street")
    COMMUNITY = 5, pgettext_lazy("level", "community")
    GRID = 6, pgettext_lazy("level", "grid")


class Outcome(TextChoices):
    """What a reviewer did with an entry."""

    READ = "read", pgettext_lazy("review", "read")
    LIFTED = "lifted", pgettext_lazy("review", "lifted up")
    CASE = "case", pgettext_lazy("review", "became a case")
    TOPIC = "topic", pgettext_lazy("review", "put to a topic")
