"""Who is on duty these days, by day and by night, and who stands in for whom."""

from datetime import datetime, time, timedelta

from mulin.demo.names import COMMUNITIES
from mulin.lib import clock
from mulin.people.access import Actor
from mulin.people.actions.appoint_deputy import appoint_deputy
from mulin.people.actions.plan_shift import plan_shift
from mulin.people.models import Person, Post, Tenure

BUILDER = Actor.system("demo")
AHEAD, NIGHT_FALLS, DAY_BREAKS = 5, time(18, 0), time(8, 0)
# Post whose holder is away, and the post whose holder stands in.
AWAY = (("P-1305-GW", "P-1307-GW"), ("P-22-DSP", "P-22-CHK"), ("P-HEAT-H", "P-HEAT-1"))


def plan_roster(now: datetime) -> int:
    """From yesterday on, in each community: one of its staff by day, the other by night, in turn."""
    posts = {post.code: post for post in Post.objects.filter(role_id="community_staff")}
    today = clock.local(now).date()
    made = 0
    for street, number in sorted(COMMUNITIES):
        for ahead in range(-1, AHEAD):
            first, second = (1, 2) if ahead % 2 else (2, 1)
            opens = datetime.combine(today + timedelta(days=ahead), DAY_BREAKS, clock.LOCAL)
            closes = datetime.combine(opens.date(), NIGHT_FALLS, clock.LOCAL)
            dawn = datetime.combine(opens.date() + timedelta(days=1), DAY_BREAKS, clock.LOCAL)
            short = f"P-{street}{number}-STF"
            plan_shift(posts[f"{short}-{first}"], starts=opens, ends=closes, kind="day", by=BUILDER)
            plan_shift(posts[f"{short}-{second}"], starts=closes, ends=dawn, kind="night", by=BUILDER)
            made += 2
    return made


def appoint_deputies(now: datetime) -> None:
    """Some are on leave this week."""
    today = clock.local(now).date()
    for away, stands_in in AWAY:
        appoint_deputy(
            Post.objects.get(code=away),
            person=holder(stands_in),
            since=today - timedelta(days=1),
            until=today + timedelta(days=6),
            reason="leave",
            by=BUILDER,
        )


def holder(code: str) -> Person:
    return Tenure.objects.select_related("person").get(post__code=code).person
