"""Who is near enough to a place to be told of it."""

from collections.abc import Collection, Iterable

from mulin.lib import clock
from mulin.people.kinds import Duty
from mulin.people.queries import acting_in, posts_for_duty
from mulin.places.models import LineageMixin
from mulin.places.rules import COLUMNS


def acting(post_ids: Iterable[int]) -> set[int]:
    """Who acts in the posts today."""
    return set(acting_in(list(post_ids), clock.today()).values())


def nearest(row: LineageMixin, duty: Duty, only: Collection[int] | None = None) -> set[int]:
    """Holders of the duty at the deepest area of the row's line where somebody holds it; of these posts, if any are named."""
    for column in reversed(COLUMNS):
        posts = [post.pk for post in posts_for_duty(getattr(row, column), duty)]
        if people := acting(post for post in posts if only is None or post in only):
            return people
    return set()
