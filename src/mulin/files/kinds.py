"""Kinds of attachments."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Stage(TextChoices):
    """What a file shows of its owner."""

    REFERENCE = "reference", _("reference")
    BEFORE = "before", _("before")
    AFTER = "after", _("after")
    NEAR = "near", _("near")
    FAR = "far", _("far")
    DOCUMENT = "document", _("document")
