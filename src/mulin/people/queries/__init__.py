"""What is asked of people: holders, duty rosters, chains, likenesses, looks, the service card."""

from mulin.people.queries.card import CardLine, ServiceCard, service_card
from mulin.people.queries.lists import (
    PostRow,
    Spell,
    households_without_charge,
    organisations_seen,
    persons_seen,
    posts_seen,
    shifts_seen,
    spells_of,
)
from mulin.people.queries.persons import (
    Likeness,
    MaskedPerson,
    SeenLook,
    duplicates_of,
    masked,
    own_data,
    who_looked_at,
)
from mulin.people.queries.posts import (
    ChainPost,
    OnDuty,
    acting_in,
    holder_of,
    holders_of,
    linking_post,
    on_duty,
    posts_for_duty,
    responsible_chain,
    responsible_for_household,
)
from mulin.people.queries.secretaries import levels_held, secretaries_of, written_to

__all__ = [
    "CardLine",
    "ChainPost",
    "Likeness",
    "MaskedPerson",
    "OnDuty",
    "PostRow",
    "SeenLook",
    "ServiceCard",
    "Spell",
    "acting_in",
    "duplicates_of",
    "holder_of",
    "holders_of",
    "households_without_charge",
    "levels_held",
    "linking_post",
    "masked",
    "on_duty",
    "organisations_seen",
    "own_data",
    "persons_seen",
    "posts_for_duty",
    "posts_seen",
    "responsible_chain",
    "responsible_for_household",
    "secretaries_of",
    "service_card",
    "shifts_seen",
    "spells_of",
    "who_looked_at",
    "written_to",
]
