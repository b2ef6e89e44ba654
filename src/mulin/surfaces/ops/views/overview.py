"""What an owner looks at first: does everything run, and what wants a decision."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.calendars.queries import years_without_decree
from mulin.cases.queries.suggestions import suggestions_taken
from mulin.lib.errors import NotFound
from mulin.notices.kinds import Fate
from mulin.notices.models import Message
from mulin.people.kinds import Duty
from mulin.people.queries import vacant_posts
from mulin.places.kinds import Rank
from mulin.places.queries import current
from mulin.trail.models import Drawn, Waiting
from mulin.ui import nav
from mulin.ui.http import actor_of, page

OPS = (Duty.AREA_MANAGE, Duty.POST_MANAGE, Duty.CATALOGUE_MANAGE, Duty.IMPORT_RUN, Duty.AUDIT_SEE)
MOST = 1000
HINTS = {
    "/ops/areas/": gettext_lazy("The tree, its outlines, overlaps and gaps"),
    "/ops/posts/": gettext_lazy("Who holds what, since when, over which ground"),
    "/ops/roster/": gettext_lazy("Who is on duty now and in the days to come"),
    "/ops/teams/": gettext_lazy("Who links, who supports, which households are theirs"),
    "/ops/people/": gettext_lazy("Found, opened with a reason, corrected, given logins"),
    "/ops/catalogue/": gettext_lazy("Kinds of matter, limits, editions and what changed"),
    "/ops/duties/": gettext_lazy("Who answers for which kind where"),
    "/ops/imports/": gettext_lazy("Tables in, with a preview and a report by row"),
    "/ops/devices/": gettext_lazy("Phones that carry a copy; block a lost one"),
    "/ops/keys/": gettext_lazy("Programs that may call, each as a post"),
    "/ops/outbox/": gettext_lazy("What left the house, and what did not"),
    "/ops/audit/": gettext_lazy("Who did what, as which post, when"),
}


@login_required
def overview(request: HttpRequest) -> HttpResponse:
    """Figures of the house, each bounded, with what is wrong first."""
    actor = actor_of(request)
    if not any(actor.may(duty) for duty in OPS):
        raise NotFound
    waiting = Waiting.objects.all()[:MOST].count()
    figures = [
        (Rank(rank).label, current().filter(rank=rank).count())
        for rank in (Rank.DISTRICT, Rank.STREET, Rank.COMMUNITY, Rank.GRID, Rank.MICRO_GRID)
    ]
    warnings = [
        _(
            "The working days of %(year)s are not decreed yet: weekends are taken as free, and limits may move."
        )
        % {"year": year}
        for year in years_without_decree()
    ]
    if Drawn.objects.exclude(error="").exists():
        warnings.append(_("Some consequences of events failed and are being tried again."))
    if Message.objects.filter(fate=Fate.FAILED).exists():
        warnings.append(_("Some messages could not be sent; see the outbox."))
    context = {
        "figures": figures,
        "waiting": waiting,
        "warnings": warnings,
        "taken": suggestions_taken(),
        "vacant": vacant_posts()[:MOST].count(),
        "tiles": [
            (entry, HINTS[entry.path])
            for entry in nav.drawn(nav.OPS, nav.duties_of(actor), "")
            if entry.path in HINTS
        ],
    }
    return page(request, "ops/overview.html", context)
