"""Who is nearest: the posts named for care over a home, those on duty now first."""

from datetime import datetime

from mulin.care.models import Entry
from mulin.lib import clock
from mulin.people.kinds import Duty
from mulin.people.models import Post
from mulin.people.queries import acting_in, on_duty, posts_along, responsible_for_household
from mulin.places.rules import COLUMNS


def carers(entry: Entry) -> list[Post]:
    """Every post named for care over the home, from the nearest area upwards."""
    return posts_along([getattr(entry, column) for column in reversed(COLUMNS)], Duty.CARE_SEE)


def seers(entry: Entry) -> list[Post]:
    """Of these the ones the person agreed to."""
    return [post for post in carers(entry) if not entry.only_post_ids or post.pk in entry.only_post_ids]


def posts_near(entry: Entry, at: datetime) -> list[Post]:
    """Posts that may see the entry and that somebody holds: on duty first, then whoever answers for the door, then the nearest."""
    day, near = clock.local(at).date(), seers(entry)
    held = acting_in([post.pk for post in near], day)
    near = [post for post in near if post.pk in held and post.organisation_id is not None]
    watching = {one.post_id for one in on_duty(entry.household.area, at)}
    charge = responsible_for_household(entry.household, day)
    answers = charge.post_id if charge else None
    # Sorting keeps the order of what is alike: from the nearest area upwards.
    return sorted(near, key=lambda post: (post.pk not in watching, post.pk != answers))
