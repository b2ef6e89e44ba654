"""What was acknowledged is there, once, whatever is killed meanwhile."""

import json
import subprocess
import sys

from mulin.bench.killer import PARTS


def test_nothing_acknowledged_is_lost_or_done_twice() -> None:
    command = [sys.executable, "-m", "mulin", "bench", "chaos", "--json"]
    command += ["--seconds", "20", "--every", "4", "--users", "4", "--seed", "7"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    told = json.loads(ran.stdout)
    assert (told["lost"], told["doubled"], told["unanswered"], told["faults"]) == (0, 0, 0, [])
    assert told["refused"] == {}
    assert told["reported"] > 0
    assert told["sent_again"] > 0
    assert set(told["recovery_seconds"]) <= set(PARTS)
    assert "database" in told["recovery_seconds"] or "server" in told["recovery_seconds"]
