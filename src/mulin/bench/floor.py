"""What the database alone can do with the same statements: asked by pgbench, without pages and without us."""

import re
import subprocess
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import connection
from psycopg import sql

from mulin.bench.recorded import MARK
from mulin.config.postgres import APP, Cluster

RATE = re.compile(r"^tps = ([0-9.]+)", re.MULTILINE)
FAILED = re.compile(r"number of failed transactions: (\d+)")
THREADS = 2


def per_second(script: str, users: int, seconds: float) -> float:
    """How often a second so many connections together run the whole script."""
    cluster = Cluster(settings.HOME)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "floor.sql"
        path.write_text(script, encoding="utf-8")
        command = [
            *(str(cluster.tool("pgbench")), "--no-vacuum", "--file", str(path)),
            *(
                "--client",
                str(users),
                "--jobs",
                str(min(users, THREADS)),
                "--time",
                str(max(1, round(seconds))),
            ),
            *("--host", str(cluster.socket), "--username", APP, _database()),
        ]
        done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - the wheel's program
    rate, failed = RATE.search(done.stdout), FAILED.search(done.stdout)
    if done.returncode or rate is None or (failed and failed[1] != "0"):
        raise RuntimeError(f"pgbench could not ask again what was asked:\n{done.stdout}{done.stderr}")
    return float(rate[1])


def swept() -> int:
    """Take away the cases that replays made, whose histories were copied and prove nothing; how many there were.

    As the server's own superuser, past the guards of what is only ever added: this database lives for the
    measurement.
    """
    with Cluster(settings.HOME).connect(database=_database()) as link:
        link.execute("SET session_replication_role = replica")
        link.execute(
            "CREATE TEMP TABLE gone AS SELECT id FROM cases_case WHERE starts_with(public_code, %s)", [MARK]
        )
        rows = link.execute(
            "SELECT table_name FROM information_schema.columns"
            " WHERE column_name = 'case_id' AND table_schema = 'public' ORDER BY table_name"
        ).fetchall()
        events = "SELECT id FROM trail_event WHERE subject_kind = 'case' AND subject_id IN (SELECT id::text FROM gone)"
        link.execute(f"DELETE FROM trail_waiting WHERE event_id IN ({events})")
        link.execute(f"DELETE FROM trail_event WHERE id IN ({events})")
        for (table,) in rows:
            link.execute(
                sql.SQL("DELETE FROM {} WHERE case_id IN (SELECT id FROM gone)").format(sql.Identifier(table))
            )
        return link.execute("DELETE FROM cases_case WHERE id IN (SELECT id FROM gone)").rowcount


def _database() -> str:
    return str(connection.settings_dict["NAME"])
