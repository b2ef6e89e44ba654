"""Drop what has served its time: used-up phone codes, counted failures, sessions that have ended."""

from datetime import timedelta

from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.db import transaction

from mulin.accounts.models import PhoneCode
from mulin.lib import clock

CODES = timedelta(days=1)
FAILURES = timedelta(days=30)


@transaction.atomic
def forget_old() -> int:
    """How many rows are gone. Nothing of it is history: who logged in is not kept."""
    now = clock.now()
    codes, _of_them = PhoneCode.objects.filter(expires__lt=now - CODES).delete()
    failures, _of_them = AccessAttempt.objects.filter(attempt_time__lt=now - FAILURES).delete()
    sessions, _of_them = Session.objects.filter(expire_date__lt=now).delete()
    return int(codes + failures + sessions)
