"""Change a post's name, phone or the duties given to it by name."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.lib.errors import WrongState
from mulin.people.access import Actor, lineages_of, require_grant
from mulin.people.actions.create_post import clean_named
from mulin.people.models import Post
from mulin.people.rules import clean_name, clean_office_phone
from mulin.trail.record import record


@transaction.atomic
def change_post(
    post: Post,
    *,
    name: str | None = None,
    phone: str | None = None,
    named_duties: Collection[str] | None = None,
    by: Actor,
) -> Post:
    """None leaves a field as it is."""
    post = Post.objects.select_for_update(of=("self",)).select_related("role").get(pk=post.pk)
    acting = require_grant(by, post.role.duties, lineages_of(post))
    if post.closed_on is not None:
        raise WrongState(_("This post is closed."))
    wanted: dict[str, object] = {}
    if name is not None:
        wanted["name"] = clean_name(name)
    if phone is not None:
        wanted["phone"] = clean_office_phone(phone)
    if named_duties is not None:
        wanted["named_duties"] = clean_named(named_duties)
    changed = sorted(field for field, value in wanted.items() if getattr(post, field) != value)
    if not changed:
        return post
    for field in changed:
        setattr(post, field, wanted[field])
    post.save(update_fields=changed)
    fields: dict[str, object] = {"changed": changed}
    if "named_duties" in changed:
        fields["named_duties"] = post.named_duties
    record("post.changed", post, by=acting, fields=fields)
    return post
