"""From a text to the kinds of ours that it may be of, with chance and reasons."""

from collections.abc import Sequence

from mulin.cases.actions.suggest import Choice
from mulin.catalogue.models import Kind, KindMapping
from mulin.catalogue.queries import current_kinds
from mulin.reactions.model_store import Origin
from mulin.words.keywords import suggest_by_keywords
from mulin.words.suggest import Suggestion, SuggestModel

MOST = 3
REASONS = 4


class Suggester:
    """Holds the catalogue and the model for one run over many texts.

    A model learnt from a foreign list answers in that list's labels; keywords then choose among the kinds
    of ours that the label is mapped to. Without a model keywords alone speak.
    """

    def __init__(self, learnt: tuple[SuggestModel, Origin] | None) -> None:
        self.model: SuggestModel | None = learnt[0] if learnt else None
        self.origin: Origin | None = learnt[1] if learnt else None
        kinds = [kind for kind in current_kinds() if kind.selectable]
        self.kinds: dict[str, Kind] = {kind.key: kind for kind in kinds}
        self.words = {kind.key: [kind.name, *kind.keywords] for kind in kinds}
        self.below = self._mapped() if self.origin and self.origin.scheme else {}

    def _mapped(self) -> dict[str, list[str]]:
        """Label -> the keys it may mean, the one for the label itself first."""
        found: dict[str, list[str]] = {}
        scheme = self.origin.scheme if self.origin else ""
        rows = KindMapping.objects.filter(scheme_code=scheme).order_by("path").values_list("path", "kind_key")
        for path, key in rows:
            label = path.split("/")[0]
            if key in self.kinds and key not in found.setdefault(label, []):
                found[label].append(key)
        return found

    def choices(self, title: str, text: str) -> list[Choice]:
        """At most three kinds, the likeliest first, each once."""
        whole = f"{title}\n{text}"
        if self.model is None:
            told = [(one.label, one) for one in suggest_by_keywords(whole, self.words, MOST)]
        else:
            told = [(self._kind_of(one.label, whole), one) for one in self.model.suggest(whole, MOST)]
        made: dict[str, Choice] = {}
        for key, suggestion in told:
            if key in self.kinds and key not in made:
                made[key] = self._choice(self.kinds[key], suggestion, whole)
        return list(made.values())

    def _kind_of(self, label: str, text: str) -> str:
        if label in self.kinds:
            return label
        keys = self.below.get(label, [])
        best: Sequence[Suggestion] = suggest_by_keywords(text, {key: self.words[key] for key in keys}, 1)
        return best[0].label if best else next(iter(keys), "")

    def _choice(self, kind: Kind, suggestion: Suggestion, text: str) -> Choice:
        said = [word for word in kind.keywords if word in text]
        reasons = list(dict.fromkeys([*suggestion.reasons, *said]))[:REASONS]
        return Choice(
            key=kind.key,
            name=kind.name,
            kind_id=kind.pk,
            percent=round(100 * suggestion.confidence),
            reasons=reasons,
        )
