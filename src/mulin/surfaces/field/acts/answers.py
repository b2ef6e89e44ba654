"""The answers of a checklist as a phone sent them."""

from collections.abc import Mapping

from mulin.files.rules import CleanPhoto
from mulin.rounds.models import Item
from mulin.surfaces.field.acts.kinds import Sent
from mulin.ui.sheets import ANSWER, NOTE, PHOTO, choices_of


def photos_of(sent: Sent) -> Mapping[str, list[CleanPhoto]]:
    """By the code of the item they show."""
    return {name.removeprefix(PHOTO): taken for name, taken in sent.photos.items()}


def of_an_item(stage: str) -> bool:
    return stage.startswith(PHOTO)


def item_labels(sent: Sent) -> dict[str, str]:
    """What each item asks."""
    return {code: item.text for code, item in _items(sent).items()}


def answers_said(sent: Sent) -> list[tuple[str, str]]:
    """Each item with what was answered and noted."""
    found = []
    for code, item in _items(sent).items():
        answer, note = (str(sent.data.get(part + code) or "") for part in (ANSWER, NOTE))
        words = [dict(choices_of(item)).get(answer, answer), note]
        if any(words):
            found.append((item.text, "；".join(one for one in words if one)))
    return found


def _items(sent: Sent) -> dict[str, Item]:
    codes = {
        name.removeprefix(part) for name in sent.data for part in (ANSWER, NOTE) if name.startswith(part)
    }
    return {item.code: item for item in Item.objects.filter(code__in=codes).order_by("pk")}
