"""Play thousands of cases through the whole loop on a database of its own, and prove the result."""

import argparse
import os
import subprocess
import sys

from mulin.bench.replay import arguments as replay_arguments
from mulin.bench.replay import run as replay
from mulin.config.commands.bench import OWN_HOME, own_home
from mulin.config.outcome import Outcome


def arguments(parser: argparse.ArgumentParser) -> None:
    replay_arguments(parser)


def run(options: argparse.Namespace) -> Outcome:
    if os.environ.get(OWN_HOME):
        played = replay(options)
        return Outcome(played.lines, played.data, played.ok)
    told = ["--cases", str(options.cases), "--seed", str(options.seed), *(["--json"] if options.json else [])]
    with own_home() as environment:
        command = [sys.executable, "-m", "mulin", "replay", *told]
        done = subprocess.run(command, check=False, env=environment)  # noqa: S603 - this program again
    sys.exit(done.returncode)
