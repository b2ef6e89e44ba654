"""PostgreSQL's core `box` for Django."""

from typing import TYPE_CHECKING, Any

from django.db import models

Box = tuple[float, float, float, float]

if TYPE_CHECKING:
    _BoxBase = models.Field[Box | None, Box | None]
    _BoolLookup = models.Lookup[bool]
else:
    _BoxBase = models.Field
    _BoolLookup = models.Lookup


class BoxField(_BoxBase):
    """PostgreSQL's core `box` as (west, south, east, north)."""

    def db_type(self, connection: Any) -> str:
        return "box"

    def get_prep_value(self, value: Any) -> str | None:
        if value is None:
            return None
        west, south, east, north = value
        return f"(({east!r},{north!r}),({west!r},{south!r}))"

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Box | None:
        if value is None:
            return None
        east, north, west, south = (
            float(part) for part in value.replace("(", "").replace(")", "").split(",")
        )
        return west, south, east, north


@BoxField.register_lookup
class Covers(_BoolLookup):
    """`bbox__covers=(west, south, east, north)`, by the GiST index."""

    lookup_name = "covers"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"{left} @> {right}::box", (*left_params, *right_params)
