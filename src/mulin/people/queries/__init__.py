"""What is asked of people: holders, duty rosters, chains, likenesses, looks, the service card."""

from mulin.people.queries.card import CardLine, ServiceCard, service_card
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
    holder_of,
    holders_of,
    linking_post,
    on_duty,
    posts_for_duty,
    responsible_chain,
    responsible_for_household,
)

__all__ = [
    "CardLine",
    "ChainPost",
    "Likeness",
    "MaskedPerson",
    "OnDuty",
    "SeenLook",
    "ServiceCard",
    "duplicates_of",
    "holder_of",
    "holders_of",
    "linking_post",
    "masked",
    "on_duty",
    "own_data",
    "posts_for_duty",
    "responsible_chain",
    "responsible_for_household",
    "service_card",
    "who_looked_at",
]
