"""Teams such as 1+3+N and who is what in them."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from mulin.people.kinds import TeamKind, TeamPart


class Team(models.Model):
    """People of several organisations who answer together for one area."""

    code = models.CharField(_("code"), max_length=64, unique=True)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=16, choices=TeamKind)
    area = models.ForeignKey("places.Area", models.PROTECT, related_name="teams", verbose_name=_("area"))
    closed_on = models.DateField(_("closed on"), null=True)

    class Meta:
        verbose_name = _("team")

    def __str__(self) -> str:
        return self.name


class TeamMember(models.Model):
    """One post, or one household, in a team; the linking member stays with a matter to its end."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="members")
    part = models.CharField(_("part"), max_length=16, choices=TeamPart)
    post = models.ForeignKey("people.Post", models.PROTECT, null=True, related_name="team_parts")
    household = models.ForeignKey("places.Household", models.PROTECT, null=True, related_name="team_parts")
    during = DateRangeField(_("during"))

    class Meta:
        verbose_name = _("team member")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(part=TeamPart.HOUSEHOLD, post__isnull=True, household__isnull=False)
                | ~models.Q(part=TeamPart.HOUSEHOLD) & models.Q(post__isnull=False, household__isnull=True),
                name="team_member_post_or_household",
            ),
            ExclusionConstraint(
                name="team_one_linking_member",
                expressions=[("team", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
                condition=models.Q(part=TeamPart.LINKING),
            ),
            ExclusionConstraint(
                name="team_household_once",
                expressions=[
                    ("team", RangeOperators.EQUAL),
                    ("household", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=models.Q(household__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"team member {self.pk}"
