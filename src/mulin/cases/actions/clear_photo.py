"""Say whether a case's photo is fit to be shown publicly, with no face and no plate on it."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.cases.access import staff_case_for
from mulin.cases.actions.turn import place_of
from mulin.cases.models import Case
from mulin.catalogue.kinds import Secrecy
from mulin.files.actions.check_public import check_public
from mulin.files.models import Attachment
from mulin.files.queries import photos_of
from mulin.lib.errors import NotAllowed, NotFound, WrongState
from mulin.people.access import Actor
from mulin.people.kinds import Duty

# Whoever sees a case through its loop looks at what others will see of it; a handler alone does not.
CLEARING = (Duty.CASE_FILE, Duty.CASE_DISPATCH, Duty.CASE_CHECK, Duty.CASE_CLOSE)


@transaction.atomic
def clear_photo(case: Case, *, photo_id: UUID, is_clean: bool, by: Actor) -> Attachment:
    """Only of kinds whose progress page is public; said again, it changes nothing."""
    case = staff_case_for(by, case.pk)
    acting = _acting(case, by)
    if acting is None:
        raise NotAllowed
    if not is_shown(case):
        raise WrongState(_("The progress of this case is not public: its photos are shown to nobody else."))
    photo = photos_of("case", case.pk).filter(pk=photo_id).first()
    if photo is None:
        raise NotFound
    return check_public(photo, is_clean=is_clean, by=acting)


def may_clear(case: Case, by: Actor) -> bool:
    """Whether the page should ask, of a case that was opened to the actor as staff."""
    return is_shown(case) and _acting(case, by) is not None


def is_shown(case: Case) -> bool:
    """Whether the case has a page for everybody."""
    return case.kind is not None and case.kind.public and case.secrecy == Secrecy.PUBLIC


def _acting(case: Case, by: Actor) -> Actor | None:
    for duty in CLEARING:
        if acting := by.acting_for(duty, place_of(case)):
            return acting
    return None
