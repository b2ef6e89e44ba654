"""What comes up again and again: one matter told by many, and kinds that many matters are of."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from mulin.insight.queries import repeated_kinds, repeats
from mulin.lib.masking import mask_text
from mulin.people.kinds import Duty
from mulin.surfaces.screen.where import where
from mulin.ui.filters import TEXT, Filter, FilterBar
from mulin.ui.http import page

MOST_GROUPS, MOST_KINDS = 20, 15


@login_required
def repeats_page(request: HttpRequest) -> HttpResponse:
    """The largest groups of reports, and the most frequent kinds beside the span before."""
    here = where(request)
    bar = FilterBar([Filter("words", _("Words"), TEXT, wide=True)], request.GET, keep=("area", "days"))
    kinds = repeated_kinds(here.area.pk, here.since, here.until, MOST_KINDS)
    context = here.context() | {
        "groups": [
            {"group": group, "title": mask_text(group.title)}
            for group in repeats(here.area, MOST_GROUPS, bar.values["words"])
        ],
        "bar": bar,
        "opens": here.actor.may(Duty.CASE_SEE),
        "kinds": kinds,
        "labels": [row.kind.name for row in kinds],
        "values": [row.count for row in kinds],
        "before": [row.before for row in kinds],
    }
    return page(request, "screen/repeats.html", context)
