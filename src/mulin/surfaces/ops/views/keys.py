"""Keys of programs: made, shown once, revoked."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST

from mulin.accounts.actions.create_key import create_key
from mulin.accounts.actions.revoke_key import revoke_key
from mulin.accounts.models import ApiKey
from mulin.accounts.queries import keys
from mulin.lib.errors import NotFound
from mulin.people.kinds import Duty
from mulin.people.models import Post
from mulin.surfaces.ops.forms import KeyForm
from mulin.surfaces.ops.views.gate import held, needs
from mulin.ui.http import done, onward, page


class Keys(LoginRequiredMixin, View):
    """All keys, and a form for a new one."""

    def get(self, request: HttpRequest) -> HttpResponse:
        held(request, Duty.KEY_MANAGE)
        return page(request, "ops/keys.html", {"keys": keys()[:200], "form": KeyForm()})

    def post(self, request: HttpRequest) -> HttpResponse:
        actor, form = held(request, Duty.KEY_MANAGE), KeyForm(request.POST)
        secret = ""
        if form.is_valid():
            if Post.objects.filter(code=form.cleaned_data["post"], closed_on=None).exists():
                made = create_key(form.cleaned_data["name"], post_code=form.cleaned_data["post"], by=actor)
                secret, form = made.secret, KeyForm()
            else:
                form.add_error("post", _("No post has this code."))
        context = {"keys": keys()[:200], "form": form, "secret": secret}
        return page(request, "ops/keys.html", context, status=200 if secret else 400)


@needs(Duty.KEY_MANAGE)
@require_POST
def revoke(request: HttpRequest, key_id: int) -> HttpResponse:
    """The program is shut out at once."""
    key = ApiKey.objects.filter(pk=key_id).first()
    if key is None:
        raise NotFound
    revoke_key(key, by=held(request, Duty.KEY_MANAGE))
    done(request, _("The key is revoked."))
    return onward(request, "/ops/keys/")
