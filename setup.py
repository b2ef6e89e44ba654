"""Reads the version from the change log, so that it is written once."""

import re
from pathlib import Path

from setuptools import setup

CHANGES = Path(__file__).with_name("CHANGELOG.md").read_text(encoding="utf-8")
found = re.search(r"^## (\d+\.\d+\.\d+)", CHANGES, re.MULTILINE)
if found is None:
    raise SystemExit("CHANGELOG.md names no version")
setup(version=found[1])
