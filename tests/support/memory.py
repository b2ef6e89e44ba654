"""How much a process grows over a folder of hostile files."""

import subprocess
import sys
from pathlib import Path

SCRIPT = """
import pathlib, resource, sys
sys.path[:0] = {path!r}
from django.conf import settings
settings.configure(USE_I18N=False)
from mulin.files.rules import clean_photo
from mulin.lib.errors import BadInput
from mulin.lib.tables import read
base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for file in sorted(pathlib.Path({folder!r}).iterdir()):
    try:
        {taking}
    except BadInput:
        pass
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - base) // 1024)
"""


def megabytes_grown(taking: str, folder: Path) -> int:
    """The most that a process of its own ever grew while it took each `file` of the folder in turn."""
    script = SCRIPT.format(path=sys.path, folder=str(folder), taking=taking)
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120)
    return int(done.stdout)
