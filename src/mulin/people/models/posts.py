"""Roles, posts, their scopes, who holds them, who stands in and who is on duty."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, DateTimeRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from mulin.people.kinds import Absence, ShiftKind


class Role(models.Model):
    """A kind of post and the duties it carries."""

    code = models.CharField(_("code"), max_length=40, primary_key=True)
    name = models.CharField(_("name"), max_length=60)
    duties = ArrayField(models.CharField(max_length=32), verbose_name=_("duties"), default=list)
    one_holder = models.BooleanField(_("held by one person at a time"), default=False)
    public = models.BooleanField(_("shown on the service card"), default=False)
    order = models.SmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("role")
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A place to be filled: rights are its own, a person only holds it."""

    code = models.CharField(_("code"), max_length=64, unique=True)
    name = models.CharField(_("name"), max_length=120)
    role = models.ForeignKey(Role, models.PROTECT, related_name="posts", verbose_name=_("role"))
    organisation = models.ForeignKey(
        "people.Organisation",
        models.PROTECT,
        null=True,
        related_name="posts",
        verbose_name=_("organisation"),
    )
    named_duties = ArrayField(
        models.CharField(max_length=32),
        verbose_name=_("duties given to this post by name"),
        default=list,
    )
    phone = models.CharField(_("office or relay phone"), max_length=32, default="")
    closed_on = models.DateField(_("closed on"), null=True)

    class Meta:
        verbose_name = _("post")

    def __str__(self) -> str:
        return self.name


def _only(named: str) -> models.Q:
    """The scope is given by this column and by no other."""
    others = {"area", "compound", "building", "household"} - {named}
    absent = models.Q(**{f"{other}__isnull": True for other in sorted(others)})
    if named == "everywhere":
        return models.Q(everywhere=True) & absent
    return models.Q(everywhere=False, **{f"{named}__isnull": False}) & absent


class Scope(models.Model):
    """One thing over which a post reaches."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="scopes")
    everywhere = models.BooleanField(default=False)
    area = models.ForeignKey("places.Area", models.PROTECT, null=True, related_name="post_scopes")
    compound = models.ForeignKey("places.Compound", models.PROTECT, null=True, related_name="post_scopes")
    building = models.ForeignKey("places.Building", models.PROTECT, null=True, related_name="post_scopes")
    household = models.ForeignKey("places.Household", models.PROTECT, null=True, related_name="post_scopes")

    class Meta:
        verbose_name = _("scope")
        constraints = [
            models.CheckConstraint(
                condition=_only("area")
                | _only("compound")
                | _only("building")
                | _only("household")
                | _only("everywhere"),
                name="scope_exactly_one",
            ),
            models.UniqueConstraint(
                fields=["post", "everywhere", "area", "compound", "building", "household"],
                nulls_distinct=False,
                name="scope_once",
            ),
        ]

    def __str__(self) -> str:
        return f"scope {self.pk}"


class Tenure(models.Model):
    """A person holds a post from a day to a day; `one_holder` is copied so that the database can refuse."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="tenures")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="tenures")
    during = DateRangeField(_("during"))
    one_holder = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("tenure")
        constraints = [
            ExclusionConstraint(
                name="tenure_one_holder",
                expressions=[("post", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
                condition=models.Q(one_holder=True),
            ),
            ExclusionConstraint(
                name="tenure_once",
                expressions=[
                    ("post", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"tenure {self.pk}"


class Deputy(models.Model):
    """A person stands in for the holder of a post while the holder is away."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="deputies")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="deputyships")
    during = DateRangeField(_("during"))
    reason = models.CharField(_("reason"), max_length=16, choices=Absence)

    class Meta:
        verbose_name = _("deputy")
        constraints = [
            ExclusionConstraint(
                name="deputy_one_at_a_time",
                expressions=[("post", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return f"deputy {self.pk}"


class Shift(models.Model):
    """Who of a post's people is on duty, from a moment to a moment."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="shifts")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="shifts")
    during = DateTimeRangeField(_("during"))
    kind = models.CharField(_("watch"), max_length=8, choices=ShiftKind)

    class Meta:
        verbose_name = _("shift")
        indexes = [GistIndex(fields=["during"], name="shift_during")]
        constraints = [
            ExclusionConstraint(
                name="shift_once",
                expressions=[
                    ("post", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"shift {self.pk}"
