"""The rights of whoever logged in, in one statement: it is asked before every page."""

import json
from datetime import date

from django.db import connection

from mulin.people.rules import HeldPost

SQL = """
SELECT person.id, post.id, post.code, post.name, post.role_id, post.organisation_id,
       role.duties || post.named_duties, held.deputy, reach.scopes
FROM people_person person
LEFT JOIN LATERAL (
    SELECT post_id, false AS deputy FROM people_tenure
    WHERE person_id = person.id AND during @> %(day)s::date
    UNION ALL
    SELECT post_id, true FROM people_deputy WHERE person_id = person.id AND during @> %(day)s::date
) held ON true
LEFT JOIN people_post post
    ON post.id = held.post_id AND (post.closed_on IS NULL OR post.closed_on > %(day)s::date)
LEFT JOIN people_role role ON role.code = post.role_id
LEFT JOIN LATERAL (
    SELECT json_agg(json_build_array(scope.everywhere, area.rank, scope.area_id, scope.compound_id,
                                     scope.building_id, scope.household_id) ORDER BY scope.id)::text AS scopes
    FROM people_scope scope LEFT JOIN places_area area ON area.id = scope.area_id
    WHERE scope.post_id = post.id
) reach ON post.id IS NOT NULL
WHERE person.account_id = %(account)s AND person.erased IS NULL
ORDER BY held.deputy, post.code
"""


def person_and_posts(account_id: int, day: date) -> tuple[int | None, tuple[HeldPost, ...]]:
    """The person behind the account and the posts held or deputised on the day, own ones before lent ones."""
    with connection.cursor() as cursor:
        cursor.execute(SQL, {"account": account_id, "day": day})
        rows = cursor.fetchall()
    if not rows:
        return None, ()
    posts: dict[int, HeldPost] = {}
    for row in rows:
        if row[1] is not None:
            posts.setdefault(row[1], HeldPost.of(row[1:8], json.loads(row[8] or "[]")))
    return rows[0][0], tuple(sorted(posts.values(), key=lambda post: post.code))
