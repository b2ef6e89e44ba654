"""Rows of the catalogue: kinds of matter in editions, their standards, limits, admission and duties."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mulin.catalogue.kinds import (
    Concern,
    Door,
    EditionState,
    Link,
    Secrecy,
    Severity,
    Track,
    Urgency,
)
from mulin.lib.worktime import Unit


def names() -> "ArrayField[list[str], list[str]]":
    return ArrayField(models.CharField(max_length=200), default=list, blank=True)


class Scheme(models.Model):
    """A list of kinds with its own codes: ours, a city's standard, or a foreign list kept to be mapped."""

    code = models.CharField(_("code"), max_length=16, unique=True)
    name = models.CharField(_("name in the list"), max_length=120)
    note = models.TextField(_("note"), blank=True)
    in_use = models.BooleanField(_("matters are filed under it"), default=True)

    def __str__(self) -> str:
        return self.name


class Edition(models.Model):
    """One version of a scheme; only drafts change."""

    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField(_("number"))
    state = models.CharField(max_length=12, choices=EditionState, default=EditionState.DRAFT)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey("people.Post", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "number"], name="edition_number_once"),
            models.UniqueConstraint(
                fields=["scheme", "state"], condition=~Q(state="retired"), name="edition_one_open"
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(valid_from__isnull=False), name="edition_from_when_published"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="edition_period"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme.code} {self.number}"


class Kind(models.Model):
    """A kind of matter in one edition; `key` names it over all editions."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="kinds")
    scheme_code = models.CharField(max_length=16)
    code = models.CharField(_("code"), max_length=32)
    key = models.CharField(max_length=48)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    chain = names()
    path = models.CharField(max_length=400)
    position = models.PositiveIntegerField(default=0)
    selectable = models.BooleanField(_("matters may be filed under it"), default=True)
    name = models.CharField(_("name in the list"), max_length=120)
    description = models.TextField(_("description"), blank=True)
    keywords = names()
    examples = names()
    doors = ArrayField(models.CharField(max_length=12, choices=Door), default=list, blank=True)
    ranks = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    track = models.CharField(_("track"), max_length=16, choices=Track, default=Track.LOOP)
    concern = models.CharField(_("about"), max_length=8, choices=Concern, default=Concern.PLACE)
    secrecy = models.CharField(_("secrecy"), max_length=12, choices=Secrecy, default=Secrecy.INTERNAL)
    public = models.BooleanField(_("progress page is public"), default=False)
    severity = models.CharField(_("severity"), max_length=12, choices=Severity, default=Severity.GENERAL)
    urgency = models.CharField(_("usual urgency"), max_length=16, choices=Urgency, default=Urgency.NORMAL)
    photos_before = models.PositiveSmallIntegerField(_("photos before"), default=0)
    photos_after = models.PositiveSmallIntegerField(_("photos after"), default=0)
    filing_condition = models.TextField(_("filing condition"), blank=True)
    closing_condition = models.TextField(_("closing condition"), blank=True)
    call_first = models.CharField(_("call first"), max_length=12, blank=True)
    lead_role = models.CharField(_("role that usually leads"), max_length=40, blank=True)
    lead_unit = models.CharField(_("unit that usually leads"), max_length=60, blank=True)

    class Meta:
        ordering = ["position", "code"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "key"], name="kind_key_once_an_edition"),
            models.CheckConstraint(
                condition=~Q(doors__contains=["rider"]) | Q(concern__in=["place", "thing"]),
                name="riders_report_no_one",
            ),
            models.CheckConstraint(
                condition=Q(public=False) | Q(secrecy="public"), name="public_only_when_open"
            ),
            models.CheckConstraint(
                condition=~Q(track__in=["mediation", "staff_complaint", "care"]) | Q(secrecy="confidential"),
                name="named_post_tracks_confidential",
            ),
        ]
        indexes = [models.Index(fields=["key", "edition"], name="kind_by_key")]

    def __str__(self) -> str:
        return self.name


class Standard(models.Model):
    """One filing standard of a kind: when it is filed, when it may be closed, and its limit."""

    kind = models.ForeignKey(Kind, models.CASCADE, related_name="standards")
    number = models.PositiveIntegerField(_("number"))
    filing_condition = models.TextField(_("filing condition"))
    closing_condition = models.TextField(_("closing condition"), blank=True)
    limit_amount = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    limit_unit = models.CharField(max_length=12, choices=Unit, blank=True)
    limit_note = models.CharField(_("applies to"), max_length=60, blank=True)
    limit_text = models.CharField(_("limit as written"), max_length=200, blank=True)
    legal_basis = models.TextField(_("legal basis"), blank=True)
    responsible = models.TextField(_("responsible"), blank=True)
    responsible_units = names()
    supervisor = models.TextField(_("supervising"), blank=True)
    supervising_units = names()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "number"], name="standard_number_once"),
            models.CheckConstraint(
                condition=Q(limit_amount__isnull=True, limit_unit="")
                | (Q(limit_amount__gt=0) & ~Q(limit_unit="")),
                name="standard_limit_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.filing_condition


class Limit(models.Model):
    """Time for one link: of a standard, else of a kind, else of the whole edition."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="limits")
    kind = models.ForeignKey(Kind, models.CASCADE, null=True, blank=True, related_name="limits")
    standard = models.ForeignKey(Standard, models.CASCADE, null=True, blank=True, related_name="limits")
    link = models.CharField(_("link"), max_length=16, choices=Link)
    urgency = models.CharField(_("urgency"), max_length=16, choices=Urgency, blank=True, default="")
    amount = models.DecimalField(_("amount"), max_digits=8, decimal_places=2)
    unit = models.CharField(_("unit"), max_length=12, choices=Unit)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "kind", "standard", "link", "urgency"],
                name="limit_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="limit_positive"),
            models.CheckConstraint(
                condition=Q(standard__isnull=True) | Q(kind__isnull=False), name="limit_standard_has_kind"
            ),
        ]


class KindMapping(models.Model):
    """A foreign list's code or label path, and the key of ours that it means."""

    scheme_code = models.CharField(max_length=16)
    path = models.CharField(max_length=300)
    kind_key = models.CharField(max_length=48)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme_code", "path"], name="mapping_once"),
        ]


class Dated(models.Model):
    """In force from a day until the day before another."""

    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        abstract = True


class Admission(Dated):
    """A decision that a kind may, or may not, come by a door or be sent to a rank, here and below."""

    kind_key = models.CharField(_("kind of matter"), max_length=48)
    area = models.ForeignKey("places.Area", models.PROTECT, null=True, blank=True, related_name="+")
    rank = models.PositiveSmallIntegerField(_("rank"), null=True, blank=True)
    door = models.CharField(_("way in"), max_length=12, choices=Door, blank=True)
    admitted = models.BooleanField(_("admitted"))
    reason = models.CharField(_("grounds"), max_length=200)
    decided_by = models.ForeignKey("people.Post", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="admission_period"
            ),
            models.CheckConstraint(
                condition=Q(rank__isnull=False, door="") | (Q(rank__isnull=True) & ~Q(door="")),
                name="admission_rank_or_door",
            ),
            models.UniqueConstraint(
                fields=["kind_key", "area", "rank", "door"],
                condition=Q(valid_to__isnull=True),
                name="admission_one_open",
                nulls_distinct=False,
            ),
        ]


class DutyRow(Dated):
    """Who leads and who assists for a kind, its parents' kinds or a whole scheme, in an area and below."""

    key = models.CharField(_("kind of matter"), max_length=48)
    area = models.ForeignKey("places.Area", models.PROTECT, related_name="duty_rows")
    organisation = models.ForeignKey(
        "people.Organisation", models.PROTECT, null=True, blank=True, related_name="duty_rows"
    )
    post = models.ForeignKey("people.Post", models.PROTECT, null=True, blank=True, related_name="duty_rows")
    role = models.ForeignKey("people.Role", models.PROTECT, null=True, blank=True, related_name="duty_rows")
    assist = models.ManyToManyField("people.Organisation", blank=True, related_name="assisted_duty_rows")
    basis = models.CharField(_("duty list and edition"), max_length=200, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="duty_row_period"
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | Q(post__isnull=False) | Q(role__isnull=False),
                name="duty_row_names_somebody",
            ),
            models.UniqueConstraint(
                fields=["key", "area"], condition=Q(valid_to__isnull=True), name="duty_row_one_open"
            ),
        ]
        indexes = [models.Index(fields=["area", "key"], name="duty_row_area_key")]
