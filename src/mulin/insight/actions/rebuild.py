"""Count the open tallies anew from the cases themselves, in the database, when they are not to be trusted; care is in none."""

from django.db import connection, transaction

from mulin.cases.kinds import OPEN
from mulin.insight.models import OpenTally
from mulin.places.rules import COLUMNS

SQL = """
INSERT INTO insight_opentally (area_id, state, count, late)
SELECT area, state, count(*), count(*) FILTER (WHERE late) FROM (
    SELECT c.state, c.late, unnest(CASE WHEN c.area_id IS NULL THEN ARRAY[0::bigint]
        ELSE array_remove(ARRAY[{columns}], NULL) END) AS area
    FROM cases_case c LEFT JOIN places_area a ON a.id = c.area_id
    LEFT JOIN catalogue_kind k ON k.id = c.kind_id
    WHERE c.state = ANY(%s) AND k.track IS DISTINCT FROM 'care'
) AS standing GROUP BY area, state
"""


@transaction.atomic
def rebuild_open() -> int:
    """How many rows there are now. Run it while no event waits, else those are counted twice."""
    OpenTally.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(SQL.format(columns=", ".join(f"a.{name}" for name in COLUMNS)), [sorted(OPEN)])
        return int(cursor.rowcount)
