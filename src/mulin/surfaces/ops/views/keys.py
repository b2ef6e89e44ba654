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
from mulin.lib.errors import BadInput
from mulin.people.kinds import Duty
from mulin.people.models import Post
from mulin.surfaces.ops.forms import KeyForm
from mulin.surfaces.ops.views.gate import held, needs
from mulin.surfaces.ops.views.given import open_post, row_of
from mulin.ui.forms import add_refusal
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
            try:
                post = open_post(Post.objects.all(), form.cleaned_data["post"], "post")
                made = create_key(form.cleaned_data["name"], post_code=post.code, by=actor)
            except BadInput as refusal:
                add_refusal(form, refusal)
            else:
                secret, form = made.secret, KeyForm()
        context = {"keys": keys()[:200], "form": form, "secret": secret}
        return page(request, "ops/keys.html", context, status=200 if secret else 400)


@needs(Duty.KEY_MANAGE)
@require_POST
def revoke(request: HttpRequest, key_id: int) -> HttpResponse:
    """The program is shut out at once."""
    revoke_key(row_of(ApiKey.objects.all(), key_id), by=held(request, Duty.KEY_MANAGE))
    done(request, _("The key is revoked."))
    return onward(request, "/ops/keys/")
