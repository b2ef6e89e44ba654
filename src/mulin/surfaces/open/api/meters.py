"""Readings of the meters of watched homes."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import gettext_noop as noop
from ninja import Field, Router, Schema
from ninja.responses import codes_4xx
from pydantic import ConfigDict

from mulin.care.actions.take_readings import Given, take_readings
from mulin.lib.errors import NotAllowed
from mulin.surfaces.open.api.cases import caller
from mulin.surfaces.open.api.schemas import Code, Moment, Problem

router = Router(tags=["meters"])
MOST = 10_000
Total = Annotated[float, Field(ge=0, le=1e12, allow_inf_nan=False)]


class NewReading(Schema):
    """One reading: the register's running total, in litres or kWh."""

    model_config = ConfigDict(extra="forbid")
    meter: Code
    at: Moment
    total: Total


class Batch(Schema):
    model_config = ConfigDict(extra="forbid")
    readings: Annotated[list[NewReading], Field(max_length=MOST)]


class Counted(Schema):
    """What became of the batch; meters that are not watched here are named, whatever the reason."""

    stored: int
    repeated: int
    early: int
    ahead: int
    unknown: int
    unknown_meters: list[str]


@router.post("/readings", response={200: Counted, codes_4xx: Problem}, summary=noop("Send meter readings"))
def readings(request: HttpRequest, batch: Batch) -> Any:
    """In any order, as often as you like. Only homes that agreed are kept; the key's post stands for the supplier."""
    organisations = caller(request).auth.organisation_ids
    if not organisations:
        raise NotAllowed
    given = [Given(one.meter, one.at, one.total) for one in batch.readings]
    return take_readings(given, organisation_ids=organisations)
