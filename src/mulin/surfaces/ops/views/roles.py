"""Roles and the duties they carry, each duty with what it opens."""

from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views import View

from mulin.lib.errors import BadInput, NotFound
from mulin.people.access import Actor, require
from mulin.people.actions.change_role import change_role
from mulin.people.kinds import NAMED_DUTIES, Duty
from mulin.people.models import Role
from mulin.surfaces.ops.duty_words import OPENS
from mulin.surfaces.ops.views.gate import held
from mulin.ui.http import done, onward, page


def _manager(request: HttpRequest) -> Actor:
    """Roles reach over the whole installation: so must whoever changes them."""
    actor = held(request, Duty.POST_MANAGE)
    require(actor, Duty.POST_MANAGE, {})
    return actor


@login_required
def roles(request: HttpRequest) -> HttpResponse:
    """Every role with its duties and how many posts have it."""
    _manager(request)
    found = Role.objects.annotate(count=Count("posts", filter=Q(posts__closed_on=None)))
    found = found.order_by("order", "code")
    rows = [(role, [Duty(one).label for one in role.duties if one in Duty.values]) for role in found]
    return page(request, "ops/roles.html", {"rows": rows})


class RolePage(LoginRequiredMixin, View):
    """The duties of one role, ticked."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        _manager(request)
        role = self._role(code)
        return self._shown(request, role, role.duties)

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        actor, role = _manager(request), self._role(code)
        wanted = request.POST.getlist("duties")
        try:
            change_role(role, duties=wanted, by=actor)
        except BadInput as refusal:
            return self._shown(request, role, wanted, str(refusal.fields.get("duties", refusal.message)), 400)
        done(request, _("The role carries these duties from now on."))
        return onward(request, f"/ops/roles/{role.code}/")

    def _role(self, code: str) -> Role:
        role = Role.objects.filter(code=code).first()
        if role is None:
            raise NotFound
        return role

    def _shown(
        self, request: HttpRequest, role: Role, ticked: list[str], error: str = "", status: int = 200
    ) -> HttpResponse:
        duties = [
            {"value": duty.value, "label": duty.label, "opens": OPENS[duty], "on": duty.value in ticked}
            for duty in Duty
            if duty not in NAMED_DUTIES or duty.value in role.duties
        ]
        named = [{"label": duty.label, "opens": OPENS[duty]} for duty in Duty if duty in NAMED_DUTIES]
        count = role.posts.filter(closed_on=None).count()
        context = {"role": role, "duties": duties, "named": named, "error": error, "count": count}
        return page(request, "ops/role.html", context, status=status)
