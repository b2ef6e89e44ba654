"""Begin a list of kinds."""

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.catalogue.access import manager
from mulin.catalogue.models import Scheme
from mulin.catalogue.rules.codes import CODE
from mulin.lib.errors import BadInput
from mulin.people.access import Actor
from mulin.trail.record import record


@transaction.atomic
def make_scheme(code: str, *, name: str, by: Actor, note: str = "", in_use: bool = True) -> Scheme:
    """A repeated call with the same code gives the scheme that is there."""
    acting = manager(by)
    if not CODE.match(code) or "-" in code or ":" in code:
        raise BadInput(fields={"scheme": _("A scheme's code is capital letters and digits, like MUL.")})
    if not name.strip():
        raise BadInput(fields={"name": _("Give the scheme a name.")})
    scheme, made = Scheme.objects.get_or_create(
        code=code, defaults={"name": name.strip()[:120], "note": note, "in_use": in_use}
    )
    if made:
        record("catalogue.scheme_made", scheme, by=acting, fields={"code": code, "in_use": in_use})
    return scheme
