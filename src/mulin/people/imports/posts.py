"""Taking in a file of posts with their holders."""

from collections.abc import Callable
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from mulin.lib.errors import BadInput
from mulin.lib.intake import Fate, Intake, take_in
from mulin.lib.tables import Row
from mulin.people.access import Actor, Everywhere, Place
from mulin.people.actions.assign_post import assign_post
from mulin.people.actions.change_post import change_post
from mulin.people.actions.create_post import create_post
from mulin.people.actions.load_roles import load_roles
from mulin.people.actions.register_person import register_person
from mulin.people.actions.set_scope import set_scope
from mulin.people.imports.columns import POSTS, listed, rows_of
from mulin.people.imports.lookups import area_of, compound_of, organisation_of
from mulin.people.models import Person, Post, Role
from mulin.people.queries import holders_of
from mulin.people.rules import clean_person, fingerprints
from mulin.trail.models import Event


def take_posts(
    path: Path,
    *,
    dry_run: bool = False,
    keep_good: bool = False,
    progress: Callable[[int], None] = lambda _done: None,
    by: Actor | None = None,
) -> Intake:
    """A known code is changed where the row says otherwise; a holder not registered yet is registered.

    A post that one person holds is never taken from them by an import: that row is refused.
    """
    actor = by or Actor.system("import")
    if not Role.objects.exists():
        load_roles(by=Actor.system("import"))
    rows = rows_of(path, POSTS)
    return take_in(
        rows, lambda row: _one(row, actor), dry_run=dry_run, keep_good=keep_good, progress=progress
    )


def _one(row: Row, by: Actor) -> Fate:
    before = Event.objects.order_by("-pk").values_list("pk", flat=True).first()
    known = Post.objects.select_related("organisation").filter(code=row["code"]).first()
    post = _changed(known, row, by) if known else _made(row, by)
    _hold(post, row, by)
    if known is None:
        return Fate.MADE
    touched = Event.objects.order_by("-pk").values_list("pk", flat=True).first() != before
    return Fate.CHANGED if touched else Fate.SAME


def _scopes(row: Row) -> list[Place | Everywhere]:
    areas = [area_of(code, "areas") for code in listed(row["areas"])]
    return [*areas, *(compound_of(code, "compounds") for code in listed(row["compounds"]))]


def _made(row: Row, by: Actor) -> Post:
    scopes = _scopes(row)
    if not scopes:
        raise BadInput(fields={"areas": _("Say where the post serves.")})
    return create_post(
        code=row["code"],
        name=row["name"],
        role=row["role"],
        scopes=scopes,
        organisation=organisation_of(row["organisation"], "organisation") if row["organisation"] else None,
        named_duties=listed(row["named_duties"]),
        phone=row["phone"],
        by=by,
    )


def _changed(post: Post, row: Row, by: Actor) -> Post:
    if row["role"] != post.role_id:
        raise BadInput(fields={"role": _("The role of a post does not change: use a new code.")})
    present = post.organisation.code if post.organisation else ""
    if row["organisation"] not in {"", present}:
        raise BadInput(
            fields={"organisation": _("The organisation of a post does not change: use a new code.")}
        )
    scopes = _scopes(row)
    if scopes:
        set_scope(post, scopes=scopes, by=by)
    named = listed(row["named_duties"])
    return change_post(post, name=row["name"], phone=row["phone"] or None, named_duties=named or None, by=by)


def _hold(post: Post, row: Row, by: Actor) -> None:
    if not row["holder_name"]:
        return
    given: dict[str, str] = {"name": row["holder_name"], "phone": row["holder_phone"]}
    try:
        hashes = fingerprints(clean_person(given))
    except BadInput as refusal:
        raise BadInput(fields={f"holder_{name}": text for name, text in refusal.fields.items()}) from None
    if any(_is(person, hashes) for person in holders_of(post)):
        return
    if not given["phone"]:
        raise BadInput(fields={"holder_phone": _("Give a phone: several people may have this name.")})
    known = Person.objects.filter(
        name_hash=hashes["name_hash"], phone_hash=hashes["phone_hash"], erased=None
    ).first()
    person = known or register_person(name=given["name"], phone=given["phone"], by=by)
    assign_post(post, person=person, by=by)


def _is(person: Person, hashes: dict[str, bytes | None]) -> bool:
    """The same name, and the same phone where one is given."""
    wanted = [name for name in ("name_hash", "phone_hash") if hashes[name] is not None]
    return all(bytes(getattr(person, name) or b"") == hashes[name] for name in wanted)
