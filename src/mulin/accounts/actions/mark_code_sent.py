"""Note that a code has left; its sealed copy is wiped."""

from django.db import transaction

from mulin.accounts.models import PhoneCode
from mulin.lib import clock


@transaction.atomic
def mark_code_sent(code_id: int) -> bool:
    """Harmless when repeated."""
    return bool(PhoneCode.objects.filter(pk=code_id, sent=None).update(sent=clock.now(), code_sealed=None))
