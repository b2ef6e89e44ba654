"""What others ask of the catalogue."""

from mulin.catalogue.queries.admission import Admitted, admissions_of, admitted, admitted_ranks
from mulin.catalogue.queries.duties import duty_list, keys_by_unit
from mulin.catalogue.queries.editions import (
    Change,
    current_edition,
    diff,
    draft_of,
    edition_on,
    mapped_key,
    tree,
)
from mulin.catalogue.queries.keeping import kept_kind
from mulin.catalogue.queries.limits import limits_for, warm
from mulin.catalogue.queries.listing import (
    current_kinds,
    kind_by_key,
    report_choices,
    search_kinds,
    standards_of,
)
from mulin.catalogue.queries.routing import NAMED_DUTY, Route, RouteReason, explain, route

__all__ = [
    "NAMED_DUTY",
    "Admitted",
    "Change",
    "Route",
    "RouteReason",
    "admissions_of",
    "admitted",
    "admitted_ranks",
    "current_edition",
    "current_kinds",
    "diff",
    "draft_of",
    "duty_list",
    "edition_on",
    "explain",
    "kept_kind",
    "keys_by_unit",
    "kind_by_key",
    "limits_for",
    "mapped_key",
    "report_choices",
    "route",
    "search_kinds",
    "standards_of",
    "tree",
    "warm",
]
