"""What the database alone can do: the list's own statement without pages, and how many statements a page asks."""

import time
from threading import Thread
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client

from mulin.accounts.models import User
from mulin.cases.kinds import State
from mulin.cases.models import Case
from mulin.cases.queries.lists import rows


def statements_of(login: str, path: str) -> int:
    """How many statements one request asks."""
    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    client.force_login(User.objects.get(login=login), backend="django.contrib.auth.backends.ModelBackend")
    client.get(path)
    asked: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 - Django's shape
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        client.get(path)
    return len(asked)


def raw_list(users: int, seconds: float) -> float:
    """The inbox's page as bare SQL over as many connections as there are users: rows read per second."""
    community = Case.objects.exclude(community_id=None).values_list("community_id", flat=True).first()
    found = rows(Case.objects.filter(community_id=community, state=State.REPORTED)).order_by("-id")[:26]
    sql, params = found.query.sql_with_params()
    counts: list[int] = []
    until = time.perf_counter() + seconds

    def ask() -> None:
        done = 0
        with connection.cursor() as cursor:
            while time.perf_counter() < until:
                cursor.execute(sql, params)
                cursor.fetchall()
                done += 1
        counts.append(done)
        connection.close()

    threads = [Thread(target=ask) for _user in range(users)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return round(sum(counts) / seconds, 1)
