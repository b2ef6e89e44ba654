"""Files of organisations, posts, people and households taken in."""

from mulin.people.imports.columns import HOUSEHOLDS, ORGANISATIONS, PEOPLE, POSTS
from mulin.people.imports.households import take_households
from mulin.people.imports.organisations import take_organisations
from mulin.people.imports.people import take_people
from mulin.people.imports.posts import take_posts

__all__ = [
    "HOUSEHOLDS",
    "ORGANISATIONS",
    "PEOPLE",
    "POSTS",
    "take_households",
    "take_organisations",
    "take_people",
    "take_posts",
]
