"""Readers of catalogue and duty files."""

from mulin.catalogue.imports.catalogue import take_catalogue
from mulin.catalogue.imports.community import COLUMNS as CATALOGUE_COLUMNS
from mulin.catalogue.imports.duties import COLUMNS as DUTY_COLUMNS
from mulin.catalogue.imports.duties import take_duties

__all__ = ["CATALOGUE_COLUMNS", "DUTY_COLUMNS", "take_catalogue", "take_duties"]
