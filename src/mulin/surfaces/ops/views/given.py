"""What an address or a form names: the row itself, or a refusal."""

from typing import TypeVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from mulin.lib.errors import BadInput, NotFound
from mulin.people.access import Actor, visible_posts
from mulin.people.imports.lookups import area_of
from mulin.people.models import Person, Post
from mulin.people.queries import persons_seen
from mulin.places.models import Area

Row = TypeVar("Row", bound=Model)


def row_of(rows: QuerySet[Row], number: int | None) -> Row:
    """The one with this number among the rows one may see; NotFound for any other."""
    found = rows.filter(pk=number or 0).first()
    if found is None:
        raise NotFound
    return found


def area_seen(area_id: int) -> Area:
    return row_of(Area.objects.all(), area_id)


def area_wanted(code: str) -> Area | None:
    """The area of a field that may be left empty."""
    return area_of(code, "area") if code else None


def post_seen(actor: Actor, post_id: int) -> Post:
    """One post of those the actor manages or knows."""
    return row_of(visible_posts(actor).select_related("role", "organisation"), post_id)


def open_post(rows: QuerySet[Post], code: str, field: str) -> Post:
    """The post of this code that still stands."""
    post = rows.filter(code=code, closed_on=None).first()
    if post is None:
        raise BadInput(fields={field: _("There is no post with the code %(code)s.") % {"code": code}})
    return post


def one_person(words: str, actor: Actor) -> Person:
    """By phone, identity number, whole name or number in the register."""
    found = persons_seen(actor, words=words, limit=2)
    if not found and words.isdecimal() and len(words) < 11:
        persons = list(Person.objects.filter(pk=int(words), erased=None))
    else:
        persons = list(Person.objects.filter(pk__in=[one.id for one in found]))
    if len(persons) != 1:
        raise BadInput(fields={"person": _("Not exactly one person is found so; register the person first.")})
    return persons[0]
