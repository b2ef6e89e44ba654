"""What a matter was called goes from the notices of it, and with them from messages not sent yet."""

from collections.abc import Iterable

from django.db.models import F, Func, JSONField, Value

from mulin.notices.models import Notice

GONE = "…"


def forget_title(event_ids: Iterable[int], title: str) -> int:
    """In the notices of these events that name the matter so; those that name its kind alone stay."""
    named = Notice.objects.filter(event_id__in=event_ids, params__title=title)
    gone = Value(GONE, output_field=JSONField())
    return named.update(
        params=Func(F("params"), Value(["title"]), gone, function="jsonb_set", output_field=JSONField())
    )
