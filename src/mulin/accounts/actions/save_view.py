"""Keep a list with its filters under a name, for its owner alone; or forget it."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.accounts.kinds import VIEWS_PER_PAGE
from mulin.accounts.models import SavedView
from mulin.lib.actor import ActorLike
from mulin.lib.errors import BadInput, NotFound


@transaction.atomic
def save_view(page: str, *, name: str, query: str, by: ActorLike) -> SavedView:
    """The same name again replaces its filters."""
    name = name.strip()
    if by.account_id is None:
        raise NotFound
    if not name or len(name) > 60:
        raise BadInput(fields={"name": _("Please give the view a name of at most 60 letters.")})
    if len(query) > 1000 or len(page) > 80:
        raise BadInput(fields={"query": _("This view has too many filters to be kept.")})
    others = SavedView.objects.filter(owner_id=by.account_id, page=page).exclude(name=name)
    if others.count() >= VIEWS_PER_PAGE:
        raise BadInput(fields={"name": _("There are 20 views here already. Please forget one first.")})
    view, _made = SavedView.objects.update_or_create(
        owner_id=by.account_id, page=page, name=name, defaults={"query": query}
    )
    return view


@transaction.atomic
def forget_view(view_id: int, *, by: ActorLike) -> None:
    """Harmless when repeated; another's view is simply not there."""
    SavedView.objects.filter(pk=view_id, owner_id=by.account_id).delete()
