"""Kinds are learnt and proposed, repeats are grouped. Loads scikit-learn: for the jobs process and commands only."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import train_test_split

from mulin.cases.actions.group import group, recount
from mulin.cases.actions.suggest import suggest
from mulin.cases.kinds import State, Voice
from mulin.cases.models import Case, Group, Words
from mulin.catalogue.kinds import Secrecy
from mulin.lib import clock
from mulin.lib.errors import BadInput, WrongState
from mulin.reactions.model_store import Origin, keep, kept
from mulin.reactions.suggesting import Suggester
from mulin.words.learn import train
from mulin.words.topics import Message, topics

FEWEST, FEWEST_OF_A_KIND = 200, 5
ASKED = 0.2
GOOD_ENOUGH = 0.5
LOOKED_AT = 5000
LEARNT_FROM = 20_000
CHUNK = 500


@dataclass(frozen=True)
class Looked:
    """What a look over the open cases brought."""

    suggested: int
    groups: int
    grouped: int


def learn(texts: Sequence[str], labels: Sequence[str], *, scheme: str, at_least: float = 0.0) -> Origin:
    """Measure on a fifth that was not learnt from, then learn from all and put the model in place.

    A model below `at_least` is measured but not put in place.
    """
    counted = Counter(labels)
    if len(counted) < 2 or min(counted.values()) < 2 or len(texts) < 5 * len(counted):
        raise BadInput(fields={"label": _("Learning needs two labels at least, and several texts of each.")})
    learn_from, ask, known, truth = train_test_split(
        list(texts), list(labels), test_size=ASKED, stratify=list(labels), random_state=0
    )
    tried = train(learn_from, known)
    told = [tried.suggest(text, 1)[0].label if text.strip() else "" for text in ask]
    origin = Origin(
        scheme=scheme,
        rows=len(texts),
        labels=len(counted),
        macro_f1=round(float(f1_score(truth, told, average="macro", labels=sorted(counted))), 4),
        accuracy=round(float(accuracy_score(truth, told)), 4),
        learnt_at=clock.now().isoformat(),
    )
    if origin.macro_f1 >= at_least:
        keep(train(texts, labels), origin)
    return origin


def learn_from_cases() -> Origin:
    """From the installation's own filed and ended cases; a poor model does not replace the one in place."""
    ended = Case.objects.filter(state=State.CLOSED, kind__isnull=False).order_by("-id")
    rows = list(_read(ended[:LEARNT_FROM]))
    counted = Counter(case.kind.key for case, _text in rows if case.kind)
    known = [
        (f"{case.title}\n{text}", case.kind.key)
        for case, text in rows
        if case.kind and counted[case.kind.key] >= FEWEST_OF_A_KIND
    ]
    if len(known) < FEWEST:
        raise WrongState(
            _("Only %(has)d ended cases can be learnt from; %(least)d are needed.")
            % {"has": len(known), "least": FEWEST}
        )
    return learn(
        [text for text, _key in known], [key for _text, key in known], scheme="", at_least=GOOD_ENOUGH
    )


def look(*, again: bool = False) -> Looked:
    """Propose kinds for open cases without one and group repeats; `again` also where that was done before."""
    waiting = Case.objects.filter(state=State.REPORTED)
    unlabelled = waiting.filter(kind=None)
    if not again:
        unlabelled = unlabelled.filter(suggestion=None)
    fresh = list(unlabelled.order_by("-id").values_list("pk", flat=True)[: LOOKED_AT * 4])
    newest = waiting.order_by("-id").filter(group=None)[:1]
    suggested = _suggest(fresh) if fresh else 0
    if not (again or fresh) or not newest:
        return Looked(suggested, 0, 0)
    return Looked(suggested, *_group(waiting.order_by("-id")[:LOOKED_AT]))


def _suggest(ids: Sequence[UUID]) -> int:
    suggester = Suggester(kept())
    done = 0
    for start in range(0, len(ids), CHUNK):
        part = Case.objects.filter(pk__in=ids[start : start + CHUNK])
        done += suggest({case.pk: suggester.choices(case.title, text) for case, text in _read(part)})
    return done


def _read(cases: Iterable[Case]) -> Iterator[tuple[Case, str]]:
    """Cases with what was reported; what is confidential or erased is never read."""
    said = Words.objects.filter(case_id=OuterRef("pk"), voice=Voice.TEXT, erased_at=None).order_by(
        "seq", "id"
    )
    found = (
        Case.objects.filter(pk__in=[case.pk for case in cases])
        .exclude(secrecy=Secrecy.CONFIDENTIAL)
        .select_related("kind")
        .annotate(said=Subquery(said.values("text")[:1]))
    )
    for case in found.iterator(chunk_size=CHUNK):
        yield case, case.said or ""


def _group(cases: Iterable[Case]) -> tuple[int, int]:
    """Repeats under one heading each; a group found before keeps its heading and takes in the new ones."""
    rows = {str(case.pk): (case, text) for case, text in _read(cases)}
    messages = [Message(pk, case.title, text, case.created_at) for pk, (case, text) in rows.items()]
    taken: set[int] = set()
    groups = grouped = 0
    for topic in topics(messages):
        members = [rows[pk][0] for pk in topic.member_ids]
        groups, grouped = groups + 1, grouped + len(members)
        before = Counter(case.group_id for case in members if case.group_id and case.group_id not in taken)
        old = before.most_common(1)[0][0] if before else None
        into = Group.objects.filter(pk=old).first() if old else None
        if into is None or any(case.group_id != into.pk for case in members):
            into = group(members, title=topic.title, words=topic.words, into=into)
            _recount_others({case.group_id for case in members if case.group_id} - {into.pk})
        taken.add(into.pk)
    return groups, grouped


def _recount_others(ids: Iterable[int]) -> None:
    for left in Group.objects.filter(pk__in=list(ids)):
        recount(left)
