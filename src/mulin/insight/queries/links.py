"""How long each link of the loop takes, from the clocks that stopped."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from mulin.catalogue.kinds import Link
from mulin.places.kinds import Rank
from mulin.places.models import Area
from mulin.places.rules import LINEAGE

#: So many of the latest stopped clocks of a link tell its times well enough.
MOST = 2000
LINKS = (
    Link.VERIFY, Link.FILE, Link.DISPATCH, Link.ACCEPT, Link.REPORT_IN, Link.HANDLE, Link.CHECK, Link.CLOSE,
    Link.WHOLE, Link.OVERSEER_DECIDE, Link.INSTRUCTION, Link.CALLBACK,
)  # fmt: skip
SQL = """
SELECT links.link, count(*), avg((found.overran AND NOT found.excused)::int),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY found.took),
       percentile_cont(0.9) WITHIN GROUP (ORDER BY found.took)
FROM unnest(%s::text[]) AS links(link)
CROSS JOIN LATERAL (
    SELECT clock.overran, clock.excused, clock.stopped_at - clock.started_at AS took
    FROM cases_clock clock JOIN cases_case matter ON matter.id = clock.case_id
    WHERE clock.link = links.link AND clock.stopped_at >= %s AND matter.{column} = %s AND matter.live AND matter.track <> 'care'
    ORDER BY clock.stopped_at DESC LIMIT %s
) found
GROUP BY links.link
"""


@dataclass(frozen=True)
class LinkTime:
    """One link: how many clocks stopped, the middle one's time, the ninth of ten, the share that overran."""

    link: Link
    count: int
    median: timedelta
    p90: timedelta
    overran: float


def link_times(area: Area, since: datetime) -> list[LinkTime]:
    """In the loop's order; a link whose clocks did not stop in the span is left out."""
    sql = SQL.format(column=LINEAGE[Rank(area.rank)])
    with connection.cursor() as cursor:
        cursor.execute(sql, [[link.value for link in LINKS], since, area.pk, MOST])
        rows = {row[0]: row for row in cursor.fetchall()}
    return [
        LinkTime(link, rows[link][1], rows[link][3], rows[link][4], float(rows[link][2] or 0))
        for link in LINKS
        if link in rows
    ]
