"""Draws the small pictures that the town's cases show, before and after; nobody else's photos."""

import io
from functools import cache
from random import Random

from PIL import Image, ImageDraw

from mulin.demo.scenes import HEIGHT, SCENES, WIDTH, Paper
from mulin.files.actions.store import prepare_photo
from mulin.files.rules import CleanPhoto

VARIANTS = 2


def drawn(scene: str, variant: int, *, mended: bool) -> bytes:
    """A JPEG, the same each time."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), "#ffffff")
    pen = ImageDraw.Draw(picture, "RGBA")
    SCENES[scene](Paper(pen, Random(f"{scene} {variant}"), mended))
    kept = io.BytesIO()
    picture.save(kept, "JPEG", quality=82)
    return kept.getvalue()


def photo(scene: str, turn: int, *, mended: bool) -> CleanPhoto:
    """One of the scene's few pictures, in turn."""
    return _taken(scene, turn % VARIANTS, mended=mended)


@cache
def _taken(scene: str, variant: int, *, mended: bool) -> CleanPhoto:
    """Taken in as any upload is, once for all cases that show it."""
    return prepare_photo(drawn(scene, variant, mended=mended))
