"""The learnt model of kinds, kept as one file: where it came from, then what it knows."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

from mulin.words.suggest import SuggestModel


@dataclass(frozen=True)
class Origin:
    """Of what a model was learnt. `scheme` names the list its labels belong to; empty for our own kinds."""

    scheme: str
    rows: int
    labels: int
    macro_f1: float
    accuracy: float
    learnt_at: str


def _folder() -> Path:
    return Path(settings.HOME) / "models"


def keep(model: SuggestModel, origin: Origin) -> Path:
    """Put a model in place of the one before; a reader sees either the old or the new."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    told = json.dumps(asdict(origin), ensure_ascii=False).encode()
    fresh = folder / ".kinds.model"
    fresh.write_bytes(len(told).to_bytes(4, "big") + told + model.to_bytes())
    return fresh.replace(folder / "kinds.model")


def kept() -> tuple[SuggestModel, Origin] | None:
    """The model in place, or none."""
    try:
        stored = (_folder() / "kinds.model").read_bytes()
    except FileNotFoundError:
        return None
    length = 4 + int.from_bytes(stored[:4], "big")
    return SuggestModel.from_bytes(stored[length:]), Origin(**json.loads(stored[4:length]))
