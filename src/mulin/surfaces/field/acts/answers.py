"""The answers of a checklist as a phone sent them."""

from collections.abc import Mapping

from mulin.files.rules import CleanPhoto
from mulin.lib.ids import known_number
from mulin.rounds.models import Item
from mulin.surfaces.field.acts.kinds import Sent
from mulin.surfaces.field.sheets import EDITION
from mulin.ui.sheets import ANSWER, NOTE, PHOTO, choices_of


def photos_of(sent: Sent) -> Mapping[str, list[CleanPhoto]]:
    """By the code of the item they show."""
    return {name.removeprefix(PHOTO): taken for name, taken in sent.photos.items()}


def of_an_item(stage: str) -> bool:
    return stage.startswith(PHOTO)


def item_labels(sent: Sent) -> dict[str, str]:
    """What each item asks, of those too that were left empty where the edition is known."""
    edition = _edition(sent)
    asked = Item.objects.filter(checklist_id=edition) if edition else _items(sent).values()
    return {item.code: item.text for item in asked}


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
    found = Item.objects.filter(code__in=codes).order_by("pk")
    edition = _edition(sent)
    return {item.code: item for item in (found.filter(checklist_id=edition) if edition else found)}


def _edition(sent: Sent) -> int | None:
    return known_number(str(sent.data.get(EDITION) or ""))
