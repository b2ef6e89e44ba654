"""Cases out of files: other systems' lists of messages, orders and requests."""

from mulin.cases.imports.columns import COLUMNS
from mulin.cases.imports.take import take_cases

__all__ = ["COLUMNS", "take_cases"]
