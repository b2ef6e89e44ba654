"""What was counted of care leaves the tallies; see actions.advance."""

from django.db import migrations

DAYS = """
DELETE FROM insight_daytally USING catalogue_kind kind WHERE kind.id = kind_id AND kind.track = 'care'
"""
#: While events wait, the open figures would count them twice: then the nightly audit names what is off.
OPEN = """
DELETE FROM insight_opentally WHERE NOT EXISTS (SELECT FROM trail_waiting);
INSERT INTO insight_opentally (area_id, state, count, late)
SELECT area, state, count(*), count(*) FILTER (WHERE late) FROM (
    SELECT c.state, c.late, unnest(CASE WHEN c.area_id IS NULL THEN ARRAY[0::bigint]
        ELSE array_remove(ARRAY[a.province_id, a.city_id, a.district_id, a.street_id, a.community_id,
            a.grid_id, a.micro_grid_id], NULL) END) AS area
    FROM cases_case c LEFT JOIN places_area a ON a.id = c.area_id
    LEFT JOIN catalogue_kind k ON k.id = c.kind_id
    WHERE c.state NOT IN ('closed', 'declined', 'merged', 'withdrawn') AND k.track IS DISTINCT FROM 'care'
) AS standing WHERE NOT EXISTS (SELECT FROM trail_waiting) GROUP BY area, state
"""


class Migration(migrations.Migration):
    dependencies = [
        ("insight", "0001_initial"),
        ("cases", "0003_call_back_clock"),
        ("catalogue", "0001_initial"),
        ("places", "0002_codes"),
        ("trail", "0002_append_only"),
    ]
    operations = [migrations.RunSQL([DAYS, OPEN], migrations.RunSQL.noop)]
