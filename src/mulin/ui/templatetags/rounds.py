"""Tags of rounds: the state of one, and a name by its number."""

from collections.abc import Mapping

from django import template
from django.utils.safestring import SafeString

from mulin.lib.rhythm_words import in_words
from mulin.rounds.kinds import State
from mulin.rounds.models import Occurrence
from mulin.ui.templatetags.mulin import badge

register = template.Library()
TONES = {State.OPEN: "wait", State.DONE: "done", State.MISSED: "late", State.CANCELLED: "rest"}


@register.simple_tag
def round_state(occurrence: Occurrence) -> SafeString:
    """{% round_state round %}: its state in words and tone."""
    state = State(occurrence.state)
    return badge(state.label, TONES[state])


@register.filter
def of(names: Mapping[object, object], key: object) -> object:
    """{{ names|of:post_id }}: what stands under the key, or nothing."""
    return names.get(key, "")


@register.filter
def how_often(rule: str) -> str:
    """{{ plan.rhythm|how_often }}: the rule in words, or as it is written."""
    return in_words(rule)
