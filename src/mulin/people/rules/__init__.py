"""Pure rules of people: reach of posts, spans of days, checks of what is entered."""

from mulin.people.rules.entries import (
    clean_code,
    clean_credit_code,
    clean_name,
    clean_office_phone,
    clean_phone,
    plain,
)
from mulin.people.rules.persons import clean_person, fingerprints, is_child
from mulin.people.rules.reach import HeldPost, Lineage, nearest
from mulin.people.rules.spans import cut, days, holds_on

__all__ = [
    "HeldPost",
    "Lineage",
    "clean_code",
    "clean_credit_code",
    "clean_name",
    "clean_office_phone",
    "clean_person",
    "clean_phone",
    "cut",
    "days",
    "fingerprints",
    "holds_on",
    "is_child",
    "nearest",
    "plain",
]
