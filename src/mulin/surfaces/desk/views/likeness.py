"""Which open cases look like the same matter."""

from mulin.cases.access import visible_to
from mulin.cases.kinds import OPEN
from mulin.cases.models import Case
from mulin.cases.queries.similar import similar_to
from mulin.people.access import Actor
from mulin.ui.cases.words import reason_words


def likenesses(case: Case, actor: Actor, text: str) -> list[dict[str, object]]:
    """Likely repeats, for cases that are still open; nothing for confidential ones."""
    if case.state not in OPEN or case.secrecy == "confidential":
        return []
    found = similar_to(case, visible_to(actor).exclude(secrecy="confidential"), text=text)
    return [{"case": one.case, "reasons": reason_words(one.reasons, one.metres)} for one in found]
