"""The case: whatever needs somebody to act, through whichever door it came."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from mulin.cases.kinds import OPEN, CloseReason, Satisfaction, State
from mulin.catalogue.kinds import Door, Secrecy, Track, Urgency
from mulin.lib.ids import public_code, uuid7
from mulin.places.models import LineageMixin
from mulin.trail.models import Chained

IS_OPEN = Q(state__in=sorted(OPEN))


class NextSerial(models.Func):
    """The next readable number, given out by a sequence so that no row is contended."""

    template = "nextval('cases_case_serial')"
    output_field = models.BigIntegerField()


class Case(LineageMixin, Chained):
    """One matter. Its id is a UUIDv7 made by whoever creates it, so lists order by id for newest first.

    `version` guards against someone else's change; `org_ids` and `post_ids` hold who may see it beyond the
    area's own posts; `rank` is how high it has risen; a case nobody holds has no `holder_*`.
    `cared_for_id` is the person whom a matter of care is about: it stays closed, and who opens it leaves a look
    with them; `only_post_ids` narrows it to the posts they agreed to, none set means every post named for care.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    serial = models.BigIntegerField(db_default=NextSerial(), unique=True)
    public_code = models.CharField(max_length=24, unique=True, default=public_code)
    kind = models.ForeignKey("catalogue.Kind", models.PROTECT, null=True, related_name="+", db_index=False)
    standard = models.ForeignKey(
        "catalogue.Standard", models.PROTECT, null=True, related_name="+", db_index=False
    )
    title = models.CharField(max_length=120)
    door = models.CharField(max_length=20, choices=Door.choices)
    source_ref = models.CharField(max_length=80, default="")
    live = models.BooleanField(default=True)

    area = models.ForeignKey("places.Area", models.PROTECT, null=True, related_name="+", db_index=False)
    lng = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    accuracy = models.FloatField(null=True)
    address = models.CharField(max_length=200, default="")
    compound_id = models.BigIntegerField(null=True)
    building_id = models.BigIntegerField(null=True)
    entrance_id = models.BigIntegerField(null=True)
    household_id = models.BigIntegerField(null=True)

    reporter = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    reporter_org = models.ForeignKey(
        "people.Organisation", models.PROTECT, null=True, related_name="+", db_index=False
    )
    proxy = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    entered_by_post_id = models.BigIntegerField(null=True)
    contact_open = models.BooleanField(default=False)
    reply_wanted = models.BooleanField(default=True)
    subject_person_id = models.BigIntegerField(null=True)
    subject_post_id = models.BigIntegerField(null=True)
    subject_org_id = models.BigIntegerField(null=True)
    cared_for_id = models.BigIntegerField(null=True)
    only_post_ids = ArrayField(models.BigIntegerField(), null=True)

    urgency = models.CharField(max_length=20, choices=Urgency.choices, default=Urgency.NORMAL)
    secrecy = models.CharField(max_length=12, choices=Secrecy.choices, default=Secrecy.INTERNAL)
    track = models.CharField(max_length=20, choices=Track.choices, default=Track.LOOP)
    state = models.CharField(max_length=12, choices=State.choices, default=State.REPORTED)
    before_pause = models.CharField(max_length=12, default="")
    holder_org_id = models.BigIntegerField(null=True)
    holder_post_id = models.BigIntegerField(null=True)
    linking_post_id = models.BigIntegerField(null=True)
    org_ids = ArrayField(models.BigIntegerField(), default=list)
    post_ids = ArrayField(models.BigIntegerField(), default=list)
    handler_ids = ArrayField(models.BigIntegerField(), default=list)
    rank = models.SmallIntegerField(null=True)

    returns = models.SmallIntegerField(default=0)
    designated = models.BooleanField(default=False)
    reworks = models.SmallIntegerField(default=0)
    reopenings = models.SmallIntegerField(default=0)
    extensions = models.SmallIntegerField(default=0)
    urgings = models.SmallIntegerField(default=0)
    verified = models.BooleanField(null=True)
    on_the_spot = models.BooleanField(default=False)
    late = models.BooleanField(default=False)

    created_at = models.DateTimeField()
    captured_at = models.DateTimeField(null=True)
    filed_at = models.DateTimeField(null=True)
    handled_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    promised_by = models.DateTimeField(null=True)
    next_due = models.DateTimeField(null=True)
    close_reason = models.CharField(max_length=16, choices=CloseReason.choices, default="")
    satisfaction = models.CharField(max_length=12, choices=Satisfaction.choices, default="")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    group = models.ForeignKey("cases.Group", models.SET_NULL, null=True, related_name="cases")

    class Meta:
        indexes = [
            models.Index(fields=["district_id", "-id"], name="case_open_district", condition=IS_OPEN),
            models.Index(fields=["street_id", "-id"], name="case_open_street", condition=IS_OPEN),
            models.Index(fields=["community_id", "-id"], name="case_open_community", condition=IS_OPEN),
            models.Index(fields=["grid_id", "-id"], name="case_open_grid", condition=IS_OPEN),
            models.Index(fields=["community_id", "lat", "lng"], name="case_open_near", condition=IS_OPEN),
            models.Index(
                fields=["district_id", "state", "next_due"], name="case_due_district", condition=IS_OPEN
            ),
            models.Index(fields=["street_id", "next_due"], name="case_due_street", condition=IS_OPEN),
            models.Index(fields=["community_id", "next_due"], name="case_due_community", condition=IS_OPEN),
            models.Index(fields=["holder_org_id", "next_due"], name="case_held_org", condition=IS_OPEN),
            models.Index(fields=["holder_post_id", "next_due"], name="case_held_post", condition=IS_OPEN),
            models.Index(
                fields=["district_id", "next_due"],
                name="case_call_back",
                condition=Q(state=State.CLOSED, next_due__isnull=False),
            ),
            models.Index(fields=["-id"], name="case_unplaced", condition=IS_OPEN & Q(area=None)),
            models.Index(fields=["reporter", "-id"], name="case_reporter"),
            models.Index(
                fields=["cared_for_id"], name="case_cared_for", condition=Q(cared_for_id__isnull=False)
            ),
            models.Index(fields=["community_id", "-id"], name="case_all_community"),
            models.Index(fields=["street_id", "-id"], name="case_all_street"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["door", "source_ref"], condition=~Q(source_ref=""), name="case_source_once"
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="case_state_known"),
            models.CheckConstraint(
                condition=Q(live=False) | ~IS_OPEN | Q(next_due__isnull=False), name="case_open_has_deadline"
            ),
        ]

    @property
    def number(self) -> str:
        """The number people read out: date of receipt and serial."""
        return f"{self.created_at:%y%m%d}-{self.serial:06d}"

    @property
    def is_open(self) -> bool:
        """Whether somebody still owes something."""
        return self.state in OPEN

    def __str__(self) -> str:
        return self.number
