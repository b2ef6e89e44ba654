"""What goes in and comes out of the API, typed."""

from datetime import UTC, date, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Field, Schema
from pydantic import AfterValidator, AwareDatetime, ConfigDict

from mulin.cases.kinds import State
from mulin.catalogue.kinds import Door, Urgency
from mulin.people.kinds import SecretaryLevel

LONGEST_TEXT = 8000


def _sayable(text: str) -> str:
    """Neither NUL nor half a character reaches the database; the coding's own error is a ValueError too."""
    if b"\0" in text.encode():
        raise ValueError("NUL")
    return text


Text = Annotated[str, AfterValidator(_sayable)]
Lng = Annotated[float, Field(ge=-180, le=180)]
Lat = Annotated[float, Field(ge=-90, le=90)]
Code = Annotated[Text, Field(max_length=64)]
# Years near the ends of the calendar cannot be turned to another zone.
Moment = Annotated[
    AwareDatetime, Field(ge=datetime(1990, 1, 1, tzinfo=UTC), le=datetime(2190, 1, 1, tzinfo=UTC))
]
# What the database gave is in UTC, what was reckoned in this request in local time: one zone goes out.
Told = Annotated[datetime, AfterValidator(lambda moment: moment.astimezone(UTC))]
Day = Annotated[date, Field(ge=date(1990, 1, 1), le=date(2190, 1, 1))]


class Problem(Schema):
    """RFC 9457; `errors` names fields, `changed` what somebody else has done meanwhile."""

    type: str
    title: str
    status: int
    code: str
    errors: dict[str, str] | None = None
    changed: list[str] | None = None


class Named(Schema):
    code: str
    name: str


class Reporter(Schema):
    model_config = ConfigDict(extra="forbid")

    name: Annotated[Text, Field(max_length=100)] = ""
    phone: Annotated[Text, Field(max_length=40)] = ""


class NewCase(Schema):
    """A report. Send your own `id` and the same report sent twice stays one case.

    `secretary` is for the door `secretary`: at which level of the place somebody is written to; without it the
    community's, else the nearest that is held.
    """

    model_config = ConfigDict(extra="forbid")

    id: UUID | None = None
    text: Annotated[Text, Field(max_length=LONGEST_TEXT)]
    title: Annotated[Text, Field(max_length=120)] = ""
    kind: Code = ""
    urgency: Urgency | Literal[""] = ""
    lng: Lng | None = None
    lat: Lat | None = None
    crs: Literal["wgs84", "gcj02", "bd09"] = "wgs84"
    accuracy: Annotated[float, Field(ge=0, le=1_000_000)] | None = None
    address: Annotated[Text, Field(max_length=200)] = ""
    area: Code = ""
    door: Door | Literal[""] = ""
    secretary: SecretaryLevel | Literal[""] = ""
    source_ref: Annotated[Text, Field(max_length=80)] = ""
    captured_at: Moment | None = None
    contact_open: bool = False
    reply_wanted: bool = True
    reporter: Reporter | None = None


class CaseQuery(Schema):
    """`state` is `open`, `closed` (ended in any way) or one state; `cursor` is what the page before gave."""

    model_config = ConfigDict(extra="ignore")

    area: Code = ""
    state: Literal["", "open", "closed"] | State = ""
    mine: bool = False
    door: Door | Literal[""] = ""
    kind: Code = ""
    since: Day | None = None
    cursor: Annotated[Text, Field(max_length=1000)] = ""
    limit: Annotated[int, Field(ge=1, le=100)] = 50


class CaseRow(Schema):
    id: UUID
    number: str
    version: int
    title: str
    state: str
    door: str
    urgency: str
    kind: Named | None
    area: Named | None
    created_at: Told
    promised_by: Told | None
    ended_at: Told | None
    next_due: Told | None
    late: bool | None


class CasePage(Schema):
    items: list[CaseRow]
    next_cursor: str


class Said(Schema):
    voice: str
    text: str | None
    at: Told


class HistoryEntry(Schema):
    """One event, with the words that the caller may read."""

    seq: int
    verb: str
    at: Told
    captured_at: Told | None
    state: str
    what: str
    who: str
    words: list[Said]


class Photo(Schema):
    id: UUID
    stage: str
    url: str
    thumb: str
    created_at: Told


class VerbField(Schema):
    name: str
    shape: str
    required: bool
    label: str
    choices: list[str]


class OfferedVerb(Schema):
    name: str
    label: str
    fields: list[VerbField]


class CaseWhole(CaseRow):
    """One case with its history, oldest first, and what the caller may do to it now."""

    text: str
    address: str
    lng: float | None
    lat: float | None
    secrecy: str
    track: str
    holder: Named | None
    photos: list[Photo]
    history: list[HistoryEntry]
    verbs: list[OfferedVerb]


class AreaRow(Named):
    rank: str
    parent: str | None
    lng: float | None
    lat: float | None


class AreaWhole(AreaRow):
    chain: list[Named]
    households: int | None
    residents: int | None
    valid_from: date
    valid_to: date | None


class AreasFound(Schema):
    """The areas of a point from the top down, or those directly below one; `ties` when several fit alike."""

    items: list[AreaRow]
    ties: list[Named]


class KindRow(Named):
    key: str
    heading: str
    track: str
    concern: str
    secrecy: str
    public: bool
    urgency: str
    doors: list[str]
    photos_before: int
    photos_after: int
    call_first: str


class KindQuery(Schema):
    area: Code = ""
    door: Door | Literal[""] = ""


class TallyQuery(Schema):
    area: Code
    since: Day | None = Field(default=None, alias="from")
    until: Day | None = Field(default=None, alias="to")


class OpenNow(Schema):
    count: int
    late: int


class Tallies(Schema):
    """What stands open now by state, and what happened between two days, both included.

    `hidden`: so few are open, a confidential one among them, that the figures are left out.
    """

    area: Named
    since: date
    until: date
    open: dict[str, OpenNow]
    hidden: bool
    happened: dict[str, int]


ENDED_WORD, OPEN_WORD = "closed", "open"
