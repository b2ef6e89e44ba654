"""When a thing must be looked at next: by its rhythm, but before it expires."""

from datetime import date, timedelta

DAY = timedelta(days=1)


def next_check(
    today: date, *, every_days: int, lead_days: int, expires_on: date | None, by_rhythm: date | None = None
) -> date | None:
    """The nearer of the rhythm and the lead before expiry; what has expired is due now.

    The rhythm counts from today, unless it is known already when it is due by it. None where neither a rhythm nor
    an expiry date is known.
    """
    moments = [by_rhythm or today + every_days * DAY] if every_days else []
    if expires_on is not None:
        moments.append(max(expires_on - lead_days * DAY, today if expires_on <= today else today + DAY))
    return min(moments, default=None)
