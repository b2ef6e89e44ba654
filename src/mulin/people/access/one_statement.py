"""The rights of whoever logged in, in one statement: it is asked before every page."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from mulin.accounts.models import User
from mulin.people.rules import HeldPost

RIGHTS = """
       person.id, post.id, post.code, post.name, post.role_id, post.organisation_id,
       role.duties || post.named_duties, held.deputy, reach.scopes
"""
HELD = """
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
"""
ORDER = "ORDER BY held.deputy, post.code"
SQL = " ".join(
    (
        *("SELECT", RIGHTS, "FROM people_person person", HELD),
        *("WHERE person.account_id = %(account)s AND person.erased IS NULL", ORDER),
    )
)
ACCOUNT = tuple(field.attname for field in User._meta.concrete_fields)
WITH_SESSION = " ".join(
    (
        *("SELECT session.session_data,", *(f'account."{name}",' for name in ACCOUNT), RIGHTS),
        "FROM django_session session LEFT JOIN accounts_user account ON account.id = %(account)s",
        "LEFT JOIN people_person person ON person.account_id = account.id AND person.erased IS NULL",
        *(HELD, "WHERE session.session_key = %(session)s AND session.expire_date > now()", ORDER),
    )
)
Rights = tuple[int | None, tuple[HeldPost, ...]]


class Reader(NamedTuple):
    """A session as it is kept, the account asked for with it, and the person and posts behind that account."""

    session_data: str
    account: User | None
    rights: Rights


def person_and_posts(account_id: int, day: date) -> Rights:
    """The person behind the account and the posts held or deputised on the day, own ones before lent ones."""
    with connection.cursor() as cursor:
        cursor.execute(SQL, {"account": account_id, "day": day})
        return _rights(cursor.fetchall())


def reader_of(session_key: str, account_id: int, day: date) -> Reader | None:
    """All that a request begins with; None when the session has ended."""
    with connection.cursor() as cursor:
        cursor.execute(WITH_SESSION, {"session": session_key, "account": account_id, "day": day})
        rows = cursor.fetchall()
    if not rows:
        return None
    session_data, *account = rows[0][: 1 + len(ACCOUNT)]
    known = User.from_db(connection.alias, ACCOUNT, account) if account[0] is not None else None
    return Reader(session_data, known, _rights([row[1 + len(ACCOUNT) :] for row in rows]))


def _rights(rows: Sequence[tuple[Any, ...]]) -> Rights:
    if not rows:
        return None, ()
    posts: dict[int, HeldPost] = {}
    for row in rows:
        if row[1] is not None:
            posts.setdefault(row[1], HeldPost.of(row[1:8], json.loads(row[8] or "[]")))
    return rows[0][0], tuple(sorted(posts.values(), key=lambda post: post.code))
