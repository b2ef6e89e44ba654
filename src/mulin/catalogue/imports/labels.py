"""A foreign list of labels in three levels, kept to be mapped to our kinds."""

from django.utils.translation import gettext as _

from mulin.catalogue.imports.loader import Loader, worst
from mulin.catalogue.kinds import Concern
from mulin.catalogue.models import Kind
from mulin.lib.errors import BadInput
from mulin.lib.intake import Fate
from mulin.lib.tables import Row

NEEDED = ("level1", "level2", "level3")
MOST = 99


class LabelRows:
    """Labels have no codes; each is given the next of its level, and keeps it when the file comes again."""

    def __init__(self, loader: Loader) -> None:
        self.loader = loader

    def one(self, row: Row) -> Fate:
        names = [row[field] for field in NEEDED]
        for field, name in zip(NEEDED, names, strict=True):
            if not name or "/" in name or len(name) > 90:
                raise BadInput(fields={field: _("A label has 1 to 90 characters and no slash.")})
        parent: Kind | None = None
        fates = []
        for level, name in enumerate(names, start=1):
            path = "/".join(names[:level])
            kind = self.loader.paths.get(path) or self.loader.kind(self._next(parent))
            fields = {"name": name, "selectable": level == len(NEEDED), "concern": Concern.SERVICE.value}
            fates.append(self.loader.put_kind(kind, parent, fields))
            parent = kind
        return worst(fates)

    def _next(self, parent: Kind | None) -> str:
        start = parent.key if parent else f"{self.loader.scheme.code}:"
        taken = [key for key in self.loader.kinds if key.startswith(start) and len(key) == len(start) + 2]
        if len(taken) >= MOST:
            raise BadInput(
                fields={"level1": _("More than %(most)d labels stand under one.") % {"most": MOST}}
            )
        last = max((int(key[-2:]) for key in taken), default=0)
        return f"{start}{last + 1:02}"
