"""Who acts, and with which posts."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, overload

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet, Value

from mulin.lib import clock
from mulin.lib.errors import NotFound
from mulin.people.access.one_statement import person_and_posts
from mulin.people.kinds import Duty
from mulin.people.models import Person, Post, Scope, Tenure
from mulin.people.rules import HeldPost, Lineage, nearest

Row = tuple[Any, ...]


class _System:
    """`Actor.system(name)` makes an actor of the house itself; `actor.system` tells its name."""

    @overload
    def __get__(self, actor: None, owner: type[Actor]) -> Callable[[str], Actor]: ...
    @overload
    def __get__(self, actor: Actor, owner: type[Actor]) -> str: ...
    def __get__(self, actor: Actor | None, owner: type[Actor]) -> str | Callable[[str], Actor]:
        return actor.part if actor is not None else lambda name: owner(part=name)


@dataclass(frozen=True)
class Actor:
    """Somebody, a program's post or a part of the house, with the rights of this day.

    A part of the house is never made from a request, and nothing is closed to it.
    """

    account_id: int | None = None
    person_id: int | None = None
    posts: tuple[HeldPost, ...] = ()
    part: str = ""
    post_id: int | None = None

    system = _System()

    @classmethod
    def resident(cls, person: Person | None) -> Actor:
        """A person without posts, or somebody who gave no name."""
        return cls(account_id=person.account_id, person_id=person.pk) if person else cls()

    @classmethod
    def for_post(cls, post: Post | str, at: date | None = None) -> Actor:
        """One post alone, as its present holder if it has one; for programs' keys, imports and tests."""
        code = post if isinstance(post, str) else post.code
        day = at or clock.today()
        row = _open_posts(day).filter(code=code).values_list(*_columns(""), Value(value=False)).first()
        if row is None:
            raise NotFound
        holder = (
            Tenure.objects.filter(post_id=row[0], during__contains=day)
            .order_by("pk")
            .values_list("person_id", "person__account_id")
            .first()
        )
        person_id, account_id = holder or (None, None)
        return cls(account_id=account_id, person_id=person_id, posts=held([row]), post_id=row[0])

    @property
    def organisation_ids(self) -> frozenset[int]:
        """The organisations in which the actor holds a post."""
        return frozenset(post.organisation_id for post in self.posts if post.organisation_id is not None)

    @property
    def post(self) -> HeldPost | None:
        """The post the actor acts as, once that has been picked."""
        return next((post for post in self.posts if post.post_id == self.post_id), None)

    @property
    def is_deputy(self) -> bool:
        """Whether the post acted as is another's, held while that one is away."""
        return bool(self.post and self.post.deputy)

    def may(self, duty: str) -> bool:
        """Whether any post held now carries the duty, wherever."""
        return bool(self.part) or bool(self.posts_with(duty))

    def posts_with(self, duty: str) -> tuple[HeldPost, ...]:
        """The posts held now that carry the duty."""
        wanted = Duty(duty)
        return tuple(post for post in self.posts if wanted in post.duties)

    def post_for(
        self, duty: str, lineage: Lineage | None = None, organisation_id: int | None = None
    ) -> HeldPost | None:
        """The post that gives the duty there; the nearest scope wins."""
        posts = self.posts_with(duty)
        if organisation_id is not None:
            posts = tuple(post for post in posts if post.organisation_id == organisation_id)
        return nearest(posts, lineage)

    def limited_to(self, post_ids: Collection[int]) -> Actor:
        """The same with no other posts than these."""
        return dataclasses.replace(self, posts=tuple(post for post in self.posts if post.post_id in post_ids))

    def reaches(self, duty: str, lineage: Lineage) -> bool:
        """Whether a post held now carries the duty over the place with this lineage."""
        return bool(self.part) or any(post.depth(lineage) is not None for post in self.posts_with(duty))

    def acting(self, post: HeldPost | None) -> Actor:
        """The same actor, the trail naming this post."""
        return self if post is None else dataclasses.replace(self, post_id=post.post_id)

    def acting_for(
        self, duty: str, lineage: Lineage | None = None, organisation_id: int | None = None
    ) -> Actor | None:
        """The actor as the post that gives the duty there; None when no post does."""
        if self.part:
            return self
        post = self.post_for(duty, lineage, organisation_id)
        return self.acting(post) if post else None


def _columns(path: str) -> tuple[str, ...]:
    """Columns of a post through `path`, in the order `held` reads."""
    names = ("id", "code", "name", "role_id", "organisation_id", "role__duties", "named_duties")
    return tuple(path + name for name in names)


def _open_posts(day: date) -> QuerySet[Post]:
    return Post.objects.filter(Q(closed_on=None) | Q(closed_on__gt=day))


def held(rows: Iterable[Row]) -> tuple[HeldPost, ...]:
    """Rows of `_columns` plus the deputy mark, with their scopes: one statement."""
    rows = list(rows)
    if not rows:
        return ()
    scopes: defaultdict[int, list[Row]] = defaultdict(list)
    for scope in (
        Scope.objects.filter(post_id__in={row[0] for row in rows})
        .order_by("pk")
        .values_list(
            "post_id", "everywhere", "area__rank", "area_id", "compound_id", "building_id", "household_id"
        )
    ):
        scopes[scope[0]].append(scope[1:])
    posts: dict[int, HeldPost] = {}
    for row in sorted(rows, key=lambda row: row[7]):
        posts.setdefault(row[0], HeldPost.of((*row[:5], (*row[5], *row[6]), row[7]), scopes[row[0]]))
    return tuple(sorted(posts.values(), key=lambda post: post.code))


def actor_for(user: AbstractBaseUser | AnonymousUser, at: date | None = None) -> Actor:
    """The person behind the account with the posts held or deputised today: one statement."""
    if not user.is_authenticated or user.pk is None:
        return Actor()
    person_id, posts = person_and_posts(user.pk, at or clock.today())
    return Actor(account_id=user.pk, person_id=person_id, posts=posts)
