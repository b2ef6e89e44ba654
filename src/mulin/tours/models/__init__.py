"""Rows of residents' tours."""

from mulin.tours.models.findings import Finding, Reply
from mulin.tours.models.representatives import Representative
from mulin.tours.models.tours import Seat, Tour, TourStop
from mulin.tours.models.words import Spoken

__all__ = ["Finding", "Reply", "Representative", "Seat", "Spoken", "Tour", "TourStop"]
