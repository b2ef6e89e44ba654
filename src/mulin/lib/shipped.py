"""Tables that are shipped inside a room's package."""

import csv
from importlib.resources import files


def rows(room: str, path: str) -> list[dict[str, str]]:
    """Each line of a CSV by its heading."""
    text = files(room).joinpath(path).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
