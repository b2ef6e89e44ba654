"""Who answers for a kind in an area, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from mulin.catalogue.kinds import RouteVia, Track
from mulin.catalogue.models import DutyRow, Kind
from mulin.catalogue.queries.listing import lineage_ids
from mulin.catalogue.rules.routing import Candidate, Nearness, RowPlace, nearest_row, pick_post
from mulin.lib import clock
from mulin.people.kinds import Duty
from mulin.people.models import Organisation, Post, Role, Scope, Tenure
from mulin.places.models import Area

#: Confidential cases open by a duty that a post names, never by rank or tree.
NAMED_DUTY: dict[str, Duty] = {
    Track.MEDIATION: Duty.CASE_MEDIATE,
    Track.STAFF_COMPLAINT: Duty.CASE_COMPLAINT,
    Track.CARE: Duty.CARE_SEE,
}
# Where a matter stays when nobody is named for it: with those who can send it on.
DISPATCHERS = ("community_dispatcher", "street_dispatcher", "district_dispatcher")


@dataclass(frozen=True, slots=True)
class RouteReason:
    """Why here: codes and ids to keep, names to show."""

    via: RouteVia
    duty_row_id: int | None = None
    key: str = ""
    area_id: int | None = None
    organisation_id: int | None = None
    role: str = ""
    kind_name: str = ""
    area_name: str = ""
    lead_name: str = ""

    def as_json(self) -> dict[str, Any]:
        kept = {
            "via": str(self.via),
            "row": self.duty_row_id,
            "key": self.key,
            "area": self.area_id,
            "organisation": self.organisation_id,
            "role": self.role,
        }
        return {name: value for name, value in kept.items() if value}

    @property
    def text(self) -> str:
        words = {
            "row": self.duty_row_id,
            "kind": self.kind_name,
            "area": self.area_name,
            "lead": self.lead_name,
        }
        if self.via == RouteVia.DUTY:
            return _("rule %(row)s: %(kind)s in %(area)s → %(lead)s") % words
        if self.via == RouteVia.DEFAULT:
            return _("no duty row here; %(kind)s is usually led by: %(lead)s") % words
        if self.lead_name:
            return _("nobody is named for %(kind)s here; it stays with %(lead)s") % words
        return _("nobody is named for %(kind)s here, and no dispatcher reaches this place") % words


@dataclass(frozen=True, slots=True)
class Route:
    organisation_id: int | None
    post_id: int | None
    assist: tuple[int, ...]
    reason: RouteReason

    @property
    def via(self) -> RouteVia:
        return self.reason.via


def route(kind: Kind, area: Area, *, compound_id: int | None = None, on: date | None = None) -> Route:
    """The duty row of the nearest area, else the kind's usual role, else the dispatcher: two statements."""
    day = on or clock.today()
    ranks = lineage_ids(area)
    rows = {row.pk: row for row in _rows(kind.chain, ranks, day)}
    places = [RowPlace(row.pk, row.key, row.area_id) for row in rows.values()]
    nearest = nearest_row(places, kind.chain, ranks)
    row = rows[nearest.pk] if nearest else None
    if row is not None and (row.post_id or not row.role_id):
        return _by_duty(row, row.post_id, row.post, kind)
    if row is not None:
        role = str(row.role_id)
        found = _candidates(Q(post__role_id=role), ranks, compound_id, day)
        post = pick_post(found, [role], row.organisation_id)
        return _by_duty(row, post.post_id if post else None, post, kind)
    return _without_row(kind, _candidates(_who(kind), ranks, compound_id, day))


def _who(kind: Kind) -> Q:
    """Posts to consider when no row names one; where a post must be named for the duty, only such."""
    duty = NAMED_DUTY.get(kind.track)
    if duty is not None:
        return Q(post__named_duties__contains=[duty]) | Q(post__role__duties__contains=[duty])
    return Q(post__role_id__in=[kind.lead_role, *DISPATCHERS])


def _rows(chain: list[str], ranks: Mapping[int, int], day: date) -> list[DutyRow]:
    return list(
        DutyRow.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=day),
            key__in=chain,
            area_id__in=ranks,
            valid_from__lte=day,
        )
        .select_related("area", "organisation", "post", "role")
        .annotate(assist_ids=ArrayAgg("assist__id", filter=Q(assist__isnull=False), default=[]))
    )


def _candidates(who: Q, ranks: Mapping[int, int], compound_id: int | None, day: date) -> list[Candidate]:
    """These posts where they reach the place, with how near, and whether somebody holds them."""
    reach = Q(area_id__in=ranks) | Q(everywhere=True)
    if compound_id is not None:
        reach |= Q(compound_id=compound_id)
    held = Tenure.objects.filter(post_id=OuterRef("post_id"), during__contains=day)
    scopes = (
        Scope.objects.filter(reach, who, Q(post__closed_on__isnull=True) | Q(post__closed_on__gt=day))
        .select_related("post")
        .annotate(held=Exists(held))
    )
    return [
        Candidate(
            scope.post_id,
            scope.post.code,
            scope.post.name,
            scope.post.role_id,
            scope.post.organisation_id,
            _nearness(scope, ranks),
            bool(scope.held),
        )
        for scope in scopes
    ]


def _nearness(scope: Scope, ranks: Mapping[int, int]) -> int:
    if scope.compound_id is not None:
        return Nearness.COMPOUND
    return ranks.get(scope.area_id or 0, Nearness.EVERYWHERE)


def _by_duty(row: DutyRow, post_id: int | None, post: Post | Candidate | None, kind: Kind) -> Route:
    organisation_id = row.organisation_id or (post.organisation_id if post else None)
    lead: Organisation | Post | Candidate | Role | None = row.organisation or post or row.role
    reason = RouteReason(
        RouteVia.DUTY,
        row.pk,
        row.key,
        row.area_id,
        organisation_id,
        row.role_id or "",
        kind_name=kind.name,
        area_name=row.area.name,
        lead_name=lead.name if lead else "",
    )
    assist: list[int] = getattr(row, "assist_ids", [])
    return Route(organisation_id, post_id, tuple(assist), reason)


def _without_row(kind: Kind, found: list[Candidate]) -> Route:
    usual = pick_post(found, [kind.lead_role]) if kind.lead_role else None
    if usual is None and kind.track in NAMED_DUTY:
        usual = pick_post(found, {one.role for one in found})
    post = usual or pick_post(found, DISPATCHERS)
    reason = RouteReason(
        RouteVia.DEFAULT if usual else RouteVia.FALLBACK,
        key=kind.key,
        organisation_id=post.organisation_id if post else None,
        role=post.role if post else "",
        kind_name=kind.name,
        lead_name=post.name if post else "",
    )
    return Route(reason.organisation_id, post.post_id if post else None, (), reason)


def explain(kept: Mapping[str, Any]) -> str:
    """The sentence of a kept reason, with the names of today; empty when it is no route's reason."""
    if kept.get("via") not in RouteVia.values:
        return ""
    via = RouteVia(kept["via"])
    by_role = bool(kept.get("role")) and via != RouteVia.DUTY
    lead = (
        Role.objects.filter(pk=kept["role"])
        if by_role
        else Organisation.objects.filter(pk=kept.get("organisation") or 0)
    )
    area = Area.objects.filter(pk=kept.get("area") or 0)
    kinds = Kind.objects.filter(key=kept.get("key", "")).order_by("-edition__number")
    named = kinds.values_list("name", Subquery(area.values("name")), Subquery(lead.values("name"))).first()
    kind_name, area_name, lead_name = named or (str(kept.get("key", "")), "", "")
    reason = RouteReason(
        via,
        kept.get("row"),
        kind_name=kind_name,
        area_name=area_name or "",
        lead_name=lead_name or "",
    )
    return reason.text
