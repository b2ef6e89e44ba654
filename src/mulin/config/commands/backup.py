"""Write a backup of the database, the files and the keys into a new folder; the installation may go on working."""

import argparse
from pathlib import Path

from mulin.config import backup
from mulin.config.outcome import Outcome


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR")


def run(options: argparse.Namespace) -> Outcome:
    made = backup.back_up(options.folder)
    words = f"{options.folder}: the database and {made['files']} files; it holds the keys too, keep it as you keep them"
    return Outcome([words], made)
