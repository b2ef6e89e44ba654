"""Who acts, with which posts, how far; and which rows of this room that opens."""

from mulin.people.access.actors import Actor, actor_for
from mulin.people.access.consents import agreed, consent_of
from mulin.people.access.one_statement import Reader, reader_of
from mulin.people.access.persons import acting_on, homes_of, person_for, visible_persons
from mulin.people.access.posts import visible_organisations, visible_posts
from mulin.people.access.reach import (
    EVERYWHERE,
    Everywhere,
    Place,
    lineage_of,
    lineages_of,
    require,
    require_grant,
    require_one,
    within,
)
from mulin.people.rules import HeldPost

__all__ = [
    "EVERYWHERE",
    "Actor",
    "Everywhere",
    "HeldPost",
    "Place",
    "Reader",
    "acting_on",
    "actor_for",
    "agreed",
    "consent_of",
    "homes_of",
    "lineage_of",
    "lineages_of",
    "person_for",
    "reader_of",
    "require",
    "require_grant",
    "require_one",
    "visible_organisations",
    "visible_persons",
    "visible_posts",
    "within",
]
