"""What follows from what, on one page: event -> handlers. Each handler is harmless when repeated."""

from collections.abc import Callable

from mulin.reactions.redrawing import carry_over, follow_move
from mulin.trail.models import Event

Handler = Callable[[Event], None]

TABLE: dict[str, tuple[Handler, ...]] = {
    "area.split": (carry_over,),
    "area.merged": (carry_over,),
    "area.moved": (follow_move,),
}
