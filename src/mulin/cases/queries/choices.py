"""What the forms of verbs let people choose from."""

from dataclasses import dataclass
from typing import Any

from mulin.cases.kinds import Verb
from mulin.cases.models import Case
from mulin.catalogue.kinds import RouteVia
from mulin.catalogue.models import Kind
from mulin.catalogue.queries import current_kinds, route
from mulin.lib import clock
from mulin.people.kinds import Duty, OrganisationKind
from mulin.people.models import Organisation, Post, Tenure
from mulin.places.rules import LINEAGE

#: Bodies to which a matter is sent; firms and merchants report and are subjects, they do not handle.
HANDLING_KINDS = (
    OrganisationKind.COMMUNITY,
    OrganisationKind.STREET,
    OrganisationKind.GOVERNMENT,
    OrganisationKind.DEPARTMENT,
    OrganisationKind.UTILITY,
    OrganisationKind.PROPERTY,
    OrganisationKind.OWNERS,
    OrganisationKind.JUDICIAL,
    OrganisationKind.VOLUNTEER,
)
MOST = 300


def organisations_to_choose(case: Case) -> list[tuple[str, list[tuple[str, str]]]]:
    """Organisations on the case's own ground and above, grouped by kind; never whom the case is about."""
    areas = [area for area in case.lineage().values() if area]
    found = Organisation.objects.filter(kind__in=HANDLING_KINDS, closed_on=None)
    if areas:
        found = found.filter(area_id__in=areas)
    if case.subject_org_id:
        found = found.exclude(pk=case.subject_org_id)
    groups: dict[str, list[tuple[str, str]]] = {kind: [] for kind in HANDLING_KINDS}
    for organisation in found.order_by("name")[:MOST]:
        groups[organisation.kind].append((organisation.code, organisation.name))
    return [(str(OrganisationKind(kind).label), rows) for kind, rows in groups.items() if rows]


@dataclass(frozen=True)
class Planned:
    """Where the duty list sends a case, and by which row; `lead` is empty where the dispatcher must choose."""

    lead: str
    reason: str


def planned(case: Case) -> Planned | None:
    """What dispatching without a choice would do; None while kind or place is missing."""
    if case.kind is None or case.area is None:
        return None
    found = route(case.kind, case.area, compound_id=case.compound_id)
    if found.via == RouteVia.FALLBACK or found.organisation_id is None:
        return Planned("", str(found.reason.text))
    names = Organisation.objects.filter(pk=found.organisation_id).values_list("name", flat=True)
    posts = Post.objects.filter(pk=found.post_id).values_list("name", flat=True) if found.post_id else []
    lead = " · ".join([*names, *posts])
    return Planned(lead, str(found.reason.text))


def kinds_to_choose(case: Case) -> list[tuple[str, list[tuple[str, str]]]]:
    """The kinds in force where the case is, by heading; a case's own edition is offered when it has one."""
    kinds: list[Kind] = list(current_kinds(case.area_id))
    names = {kind.pk: kind.name for kind in kinds}
    groups: dict[str, list[tuple[str, str]]] = {}
    for kind in kinds:
        if kind.selectable:
            heading = names.get(kind.parent_id or 0) or kind.path.split("/")[0]
            groups.setdefault(heading, []).append((str(kind.pk), kind.name))
    return list(groups.items())


def posts_to_choose(case: Case, verb: Verb) -> list[tuple[str, str]]:
    """Posts on the case's ground that can do what is asked, go and look or handle; never whom the case is about."""
    duty = Duty.CASE_VERIFY if verb == Verb.ASK_VERIFY else Duty.CASE_HANDLE
    areas: list[Any] = [area for column, area in case.lineage().items() if area and column in _NEAR]
    found = (
        Post.objects.filter(scopes__area_id__in=areas, role__duties__contains=[duty], closed_on=None)
        .select_related("organisation")
        .distinct()
        .order_by("role__order", "code")
    )
    if case.subject_post_id:
        found = found.exclude(pk=case.subject_post_id)
    if case.subject_org_id:
        found = found.exclude(organisation_id=case.subject_org_id)
    if case.subject_person_id:
        theirs = Tenure.objects.filter(person_id=case.subject_person_id, during__contains=clock.today())
        found = found.exclude(pk__in=theirs.values("post_id"))
    return [(post.code, post.name) for post in found[:MOST]]


_NEAR = frozenset(list(LINEAGE.values())[3:])
