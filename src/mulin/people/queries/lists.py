"""Lists for the pages that keep posts, organisations and persons; each starts from what the actor may see."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q, QuerySet

from mulin.lib import clock
from mulin.lib.errors import BadInput
from mulin.people.access import Actor, visible_organisations, visible_persons, visible_posts
from mulin.people.kinds import ScopeKind
from mulin.people.models import Deputy, HouseholdCharge, Organisation, Person, Post, Scope, Shift, Tenure
from mulin.people.queries.persons import MaskedPerson, masked
from mulin.people.rules import clean_phone, fingerprints, plain
from mulin.places.models import Area, Household, LineageMixin

PAGE = 50


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post as a list shows it."""

    post: Post
    holders: tuple[str, ...]
    deputies: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spell:
    """One time in which somebody held a post or stood in."""

    person_id: int
    name: str
    since: date | None
    until: date | None
    deputy: bool


def posts_seen(
    actor: Actor,
    *,
    area: Area | None = None,
    role: str = "",
    organisation: Organisation | None = None,
    words: str = "",
    closed: bool = False,
    after: str = "",
    limit: int = PAGE,
) -> list[PostRow]:
    """In the order of codes; `after` is the last code already shown. Four statements, however many."""
    posts = visible_posts(actor).filter(code__gt=after)
    if not closed:
        posts = posts.filter(Q(closed_on=None) | Q(closed_on__gt=clock.today()))
    if area is not None:
        posts = posts.filter(pk__in=_scopes_below(area).values("post_id"))
    if role:
        posts = posts.filter(role_id=role)
    if organisation is not None:
        posts = posts.filter(organisation=organisation)
    if plain(words):
        posts = posts.filter(Q(name__contains=plain(words)) | Q(code__startswith=plain(words)))
    return _rows(list(posts.select_related("role", "organisation").order_by("code")[:limit]))


def _scopes_below(area: Area) -> QuerySet[Scope]:
    column, below = area.lineage_column, Q()
    for place in ("area", "compound", "building", "household"):
        below |= Q(**{f"{place}__{column}": area.pk})
    return Scope.objects.filter(below)


def _rows(posts: list[Post]) -> list[PostRow]:
    ids, today = [post.pk for post in posts], clock.today()
    names: dict[type[Tenure | Deputy], defaultdict[int, list[str]]] = {}
    for model in (Tenure, Deputy):
        found = names[model] = defaultdict(list)
        held = model.objects.filter(post_id__in=ids, during__contains=today).order_by("pk")
        for row in held.select_related("person"):
            found[row.post_id].append(row.person.name or "")
    places: defaultdict[int, list[str]] = defaultdict(list)
    scopes = Scope.objects.filter(post_id__in=ids).order_by("pk")
    for scope in scopes.select_related("area", "compound", "building", "household"):
        place = scope.area or scope.compound or scope.building or scope.household
        places[scope.post_id].append(str(place) if place is not None else "*")
    return [
        PostRow(
            post=post,
            holders=tuple(names[Tenure][post.pk]),
            deputies=tuple(names[Deputy][post.pk]),
            places=tuple(places[post.pk]),
        )
        for post in posts
    ]


def places_of(post: Post) -> list[tuple[str, str]]:
    """What a post reaches, each as `column:id` and in words."""
    scopes = Scope.objects.filter(post=post).order_by("pk")
    found = []
    for scope in scopes.select_related("area", "compound", "building", "household__entrance__building"):
        if scope.household is not None:
            entrance = scope.household.entrance
            words = f"{entrance.building.name} {entrance.name} {scope.household.door}"
            found.append((f"household_id:{scope.household_id}", words))
            continue
        place = scope.area or scope.compound or scope.building
        column = next(
            (name for name in ("area_id", "compound_id", "building_id") if getattr(scope, name)), "everywhere"
        )
        words = str(place) if place is not None else str(ScopeKind.EVERYWHERE.label)
        found.append((f"{column}:{place.pk if place is not None else 1}", words))
    return found


def households_of(post: Post) -> QuerySet[HouseholdCharge]:
    """The doors for which the holders of a post answer today."""
    charges = HouseholdCharge.objects.filter(post=post, during__contains=clock.today())
    return charges.select_related("household__entrance__building", "person").order_by(
        "household__entrance__building__number", "household__entrance__name", "household__door"
    )


def spells_of(post: Post) -> list[Spell]:
    """Everybody who held the post or stood in, the latest first."""
    found = []
    for model in (Tenure, Deputy):
        for row in model.objects.filter(post=post, during__isempty=False).select_related("person"):
            span, name = row.during, row.person.name or ""
            found.append(Spell(row.person_id, name, span.lower, span.upper, model is Deputy))
    return sorted(found, key=lambda spell: spell.since or date.min, reverse=True)


def organisations_seen(
    actor: Actor,
    *,
    area: Area | None = None,
    kind: str = "",
    words: str = "",
    after: str = "",
    limit: int = PAGE,
) -> list[Organisation]:
    """In the order of codes; `after` is the last code already shown."""
    found = visible_organisations(actor).filter(code__gt=after, closed_on=None)
    if area is not None:
        found = found.filter(**{f"area__{area.lineage_column}": area.pk})
    if kind:
        found = found.filter(kind=kind)
    if plain(words):
        found = found.filter(name__contains=plain(words))
    return list(found.select_related("area", "parent").order_by("code")[:limit])


def organisations_over(place: LineageMixin) -> QuerySet[Organisation]:
    """Those at work on this ground: of an area it lies in, or of none."""
    above = [area_id for area_id in place.lineage().values() if area_id]
    found = Organisation.objects.filter(Q(area=None) | Q(area__in=above), closed_on=None)
    return found.order_by("name", "code")


def persons_seen(
    actor: Actor, *, area: Area | None = None, words: str = "", after: int = 0, limit: int = PAGE
) -> list[MaskedPerson]:
    """Masked, in the order of registration; `words` is a whole name, phone or identity number, since
    sealed fields are found by their hashes only."""
    persons = visible_persons(actor).filter(pk__gt=after)
    if area is not None:
        here = {f"homes__household__{area.lineage_column}": area.pk, "homes__during__contains": clock.today()}
        persons = persons.filter(pk__in=Person.objects.filter(**here).values("pk"))
    if plain(words):
        persons = persons.filter(_named(plain(words)))
    return [masked(person) for person in persons.order_by("pk")[:limit]]


def _named(words: str) -> Q:
    try:
        phone = clean_phone(words)
    except BadInput:
        phone = ""
    hashes = fingerprints({"name": words.replace(" ", ""), "phone": phone, "id_number": words.upper()})
    found = Q(name_hash=hashes["name_hash"]) | Q(id_hash=hashes["id_hash"])
    return found | Q(phone_hash=hashes["phone_hash"]) if phone else found


def shifts_seen(actor: Actor, *, since: datetime, until: datetime, area: Area | None = None) -> list[Shift]:
    """The roster of a span, of posts one may see."""
    shifts = Shift.objects.filter(
        during__overlap=DateTimeTZRange(since, until), post__in=visible_posts(actor)
    )
    if area is not None:
        shifts = shifts.filter(post_id__in=_scopes_below(area).values("post_id"))
    return list(shifts.select_related("post", "person").order_by("during", "pk")[:500])


def households_without_charge(area: Area, *, after: int = 0, limit: int = PAGE) -> list[Household]:
    """Lived-in doors below the area for which nobody answers."""
    charged = HouseholdCharge.objects.filter(during__contains=clock.today()).values("household_id")
    doors = Household.objects.filter(
        **{area.lineage_column: area.pk}, residential=True, valid_to=None, pk__gt=after
    )
    return list(doors.exclude(pk__in=charged).select_related("entrance__building").order_by("pk")[:limit])
