"""Whether the process lives, whether the whole can work, and figures for Prometheus."""

import hmac
import resource

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

UNAVAILABLE = 503
PATIENCE = "5 minutes"
LIFE = """
SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = %s AND granted),
       NOT EXISTS (SELECT FROM cases_clock WHERE fire_at < now() - %s::interval)
"""
FIGURES = """
SELECT 'mulin_database_bytes', pg_database_size(current_database())
UNION ALL SELECT 'mulin_database_connections', count(*) FROM pg_stat_activity WHERE datname = current_database()
UNION ALL SELECT 'mulin_events_waiting', count(*) FROM trail_waiting
UNION ALL SELECT 'mulin_clocks_due', count(*) FROM cases_clock WHERE fire_at < now()
UNION ALL SELECT 'mulin_watches_due', count(*) FROM care_watch WHERE due_at < now()
UNION ALL SELECT 'mulin_jobs_waiting', count(*) FROM procrastinate_jobs WHERE status = 'todo'
UNION ALL SELECT 'mulin_jobs_failed', count(*) FROM procrastinate_jobs WHERE status = 'failed'
"""


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    parts = _parts()
    ready = all(parts.values())
    return JsonResponse({"ready": ready, **parts}, status=200 if ready else UNAVAILABLE)


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """For whoever carries the token of MULIN_METRICS_TOKEN; nobody else learns that it is there."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    if not hmac.compare_digest(given.encode(), settings.METRICS_TOKEN.encode()):
        return HttpResponseNotFound()
    with connection.cursor() as cursor:
        cursor.execute(FIGURES)
        figures: list[tuple[str, int]] = cursor.fetchall()
    figures.append(("mulin_worker_memory_bytes", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024))
    lines = [f"# TYPE {name} gauge\n{name} {value}\n" for name, value in figures]
    return HttpResponse("".join(lines), content_type="text/plain; version=0.0.4")


def _parts() -> dict[str, bool]:
    """The database answers; a jobs process lives; nothing that was due has been left lying for minutes."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(LIFE, [settings.JOBS_LOCK, PATIENCE])
            jobs, clockwork = cursor.fetchone()
    except DatabaseError:
        return {"database": False, "jobs": False, "clockwork": False}
    return {"database": True, "jobs": jobs, "clockwork": jobs and clockwork}
