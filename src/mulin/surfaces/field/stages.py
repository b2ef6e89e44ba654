"""Photos asked for with a verb, by what they show."""

from django.utils.translation import gettext_lazy

STAGES: dict[str, tuple[str, ...]] = {
    "verify": ("near",),
    "solve": ("before", "after"),
    "handle": ("before", "after"),
    "finish_part": ("after",),
    "check": ("after",),
}
STAGE_WORDS = {
    "near": gettext_lazy("Photos of what you found"),
    "before": gettext_lazy("Photos before"),
    "after": gettext_lazy("Photos after"),
}
