"""Where the shared data of tests lie: `shared/data` beside the checkout or above it, else nowhere."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def shared(*parts: str) -> Path | None:
    """The path below shared/data, or None when the data are not beside this checkout."""
    for folder in ROOT.parents:
        found = folder.joinpath("shared", "data", *parts)
        if found.exists():
            return found
    return None
