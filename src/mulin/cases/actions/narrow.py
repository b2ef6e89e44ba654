"""Whoever is cared for says anew which posts may see what is about them."""

from collections.abc import Collection

from django.db import transaction

from mulin.cases.models import Case


@transaction.atomic
def narrow(person_id: int, post_ids: Collection[int]) -> int:
    """How many cases, ended ones too; no posts named means every post named for care. The caller records it."""
    return Case.objects.filter(cared_for_id=person_id).update(only_post_ids=sorted(set(post_ids)) or None)
