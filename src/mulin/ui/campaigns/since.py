"""What happened at a target after a version, in words: for whoever acted without having seen it."""

from typing import Any

from mulin.campaigns.kinds import Move
from mulin.campaigns.models import Party, Remark, Step, Talk, Target
from mulin.people.models import Post
from mulin.trail.models import Event

SPOKEN = (Talk, Step, Remark, Party)


def since(target: Target, version: int) -> list[dict[str, Any]]:
    """Newest first, each with who, when and what was said."""
    events = list(
        Event.objects.filter(subject_kind="target", subject_id=str(target.pk), seq__gt=version).order_by(
            "seq"
        )
    )
    names = dict(
        Post.objects.filter(pk__in={one.post_id for one in events if one.post_id}).values_list("pk", "name")
    )
    ids = [row for one in events for row, _hash in one.data.get("words", ())]
    words = {str(row.pk): row.text or "" for model in SPOKEN for row in model.objects.filter(pk__in=ids)}
    return [
        {
            "what": str(Move(one.verb.removeprefix("target.")).label),
            "at": one.captured_at or one.at,
            "who": names.get(one.post_id or 0, ""),
            "said": [said for row, _hash in one.data.get("words", ()) if (said := words.get(row, ""))],
        }
        for one in reversed(events)
    ]
