"""Rows of files: one for each photo or document of an owner."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mulin.files.kinds import Stage
from mulin.lib.ids import uuid7


class Attachment(models.Model):
    """A file kept by the hash of its clean content; rows of several owners may share one."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner_kind = models.CharField(_("kind of owner"), max_length=40)
    owner_id = models.CharField(_("owner"), max_length=40)
    stage = models.CharField(_("stage"), max_length=12, choices=Stage.choices)
    name = models.CharField(_("file name"), max_length=120, blank=True)
    sha256 = models.CharField(max_length=64)
    content_type = models.CharField(max_length=100)
    bytes = models.PositiveIntegerField(_("size"))
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    path = models.CharField(max_length=200)
    thumbnail_path = models.CharField(max_length=200, blank=True)
    taken_at = models.DateTimeField(_("taken at"), null=True, blank=True)
    # Keys of people's rows without a foreign key: people stands on a floor above.
    person_id = models.BigIntegerField(null=True, blank=True)
    post_id = models.BigIntegerField(null=True, blank=True)
    public_checked = models.BooleanField(_("faces and plates checked"), default=False)
    created_at = models.DateTimeField(_("stored at"))

    class Meta:
        verbose_name = _("attachment")
        indexes = (
            models.Index(fields=("owner_kind", "owner_id", "created_at"), name="attachment_of_owner"),
            models.Index(fields=("sha256",), name="attachment_by_content"),
        )
        constraints = (
            models.CheckConstraint(condition=models.Q(stage__in=Stage.values), name="attachment_stage_known"),
        )

    def __str__(self) -> str:
        return f"{self.owner_kind}:{self.owner_id} {self.stage}"

    @property
    def is_photo(self) -> bool:
        return self.content_type.startswith("image/")
