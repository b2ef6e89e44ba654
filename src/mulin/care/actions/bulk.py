"""Many rows of meters written in one statement: readings come in by the thousand."""

import json
from collections.abc import Sequence

from django.db import connection

from mulin.care.models import Meter

PUT = """
UPDATE care_meter AS m SET last_at = v.last_at, total = v.total, still_from = v.still_from,
    before_at = v.before_at, swapped_at = v.swapped_at, fault_at = v.fault_at,
    band = v.band::jsonb, spells = v.spells::jsonb
FROM unnest(%s::bigint[], %s::timestamptz[], %s::float8[], %s::timestamptz[], %s::timestamptz[],
    %s::timestamptz[], %s::timestamptz[], %s::text[], %s::text[])
    AS v(id, last_at, total, still_from, before_at, swapped_at, fault_at, band, spells)
WHERE m.id = v.id
"""
PLAIN = ("pk", "last_at", "total", "still_from", "before_at", "swapped_at", "fault_at")


def put_meters(meters: Sequence[Meter]) -> None:
    """What readings changed of these rows; the caller holds their locks."""
    if not meters:
        return
    columns = [[getattr(meter, name) for meter in meters] for name in PLAIN]
    columns += [[json.dumps(getattr(meter, name)) for meter in meters] for name in ("band", "spells")]
    with connection.cursor() as cursor:
        cursor.execute(PUT, columns)
