"""How often, in the words that people choose it by."""

from django.utils.translation import gettext_lazy as _

#: Rules of RFC 5545 that are offered by name; any other is shown as it is written.
RHYTHMS = [
    ("FREQ=DAILY", _("every day")),
    ("FREQ=WEEKLY;BYDAY=MO,WE,FR", _("Monday, Wednesday, Friday")),
    ("FREQ=WEEKLY;BYDAY=MO", _("every Monday")),
    ("FREQ=WEEKLY;BYDAY=FR", _("every Friday")),
    ("FREQ=MONTHLY;BYMONTHDAY=1", _("on the first of the month")),
    ("FREQ=MONTHLY;BYMONTHDAY=-1", _("on the last of the month")),
    ("FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1", _("at the end of the quarter")),
]
