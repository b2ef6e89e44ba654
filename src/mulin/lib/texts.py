"""Words that people give, looked over before they are kept."""

from django.utils.translation import gettext as _

from mulin.lib.errors import BadInput


def clean(text: str, field: str, *, required: bool = False, longest: int) -> str:
    """The text without NULs and outer blanks; refused when missing or too long."""
    text = text.replace("\x00", "").strip()
    if required and not text:
        raise BadInput(fields={field: _("Please say something here.")})
    if len(text) > longest:
        said = _("At most %(most)d characters; this has %(has)d.") % {"most": longest, "has": len(text)}
        raise BadInput(fields={field: said})
    return text
