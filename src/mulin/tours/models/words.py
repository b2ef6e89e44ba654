"""Words that stand beside the history, which holds only their salted hash."""

from django.db import models

from mulin.lib.crypto import new_salt, salted_hash


class Spoken(models.Model):
    """What people said; erased together with its salt, and the history still verifies."""

    text = models.CharField(max_length=1000, null=True)
    salt = models.BinaryField(default=new_salt, null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    @property
    def digest(self) -> tuple[str, bytes]:
        """The row and the hash of its words, as an event names them."""
        return str(self.pk), salted_hash(self.text or "", bytes(self.salt or b""))
