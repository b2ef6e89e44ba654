"""Login pages: password with second factor for staff, phone code for residents, one click in the demo town."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from allauth.account.views import LoginView
from axes.decorators import axes_dispatch, axes_form_invalid
from django import forms
from django.conf import settings
from django.contrib.auth import login as open_session
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import PasswordChangeForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mulin.accounts.actions.confirm_phone_code import confirm_phone_code
from mulin.accounts.actions.save_view import forget_view, save_view
from mulin.accounts.actions.send_phone_code import send_phone_code
from mulin.accounts.actions.set_password import set_password
from mulin.accounts.models import PhoneCode, User
from mulin.accounts.queries import code_to_send, has_second_factor, phone_of
from mulin.devices.actions.revoke import revoke
from mulin.devices.queries import devices_of
from mulin.lib.errors import BadInput, NotFound
from mulin.people.access import Actor
from mulin.people.actions.link_by_phone import link_by_phone
from mulin.ui.forms import CodeForm, PhoneForm, add_refusal
from mulin.ui.http import actor_of, address_of, done, onward, page, safe_next
from mulin.ui.landing import home_for

CODE_IN_SESSION = "mulin_phone_code"
BACKEND = "django.contrib.auth.backends.ModelBackend"
DEMO_PASSWORD = "mulin-demo"  # noqa: S105 - the demo town's, printed in its documentation
DEMO_LOGINS = (
    ("resident", pgettext_lazy("demo", "Resident")),
    ("rider", pgettext_lazy("demo", "Rider")),
    ("gridworker", pgettext_lazy("demo", "Grid worker")),
    ("gridhead", pgettext_lazy("demo", "Grid head")),
    ("secretary", pgettext_lazy("demo", "Community secretary")),
    ("dispatcher", pgettext_lazy("demo", "Dispatcher")),
    ("hotline", pgettext_lazy("demo", "Hotline clerk")),
    ("callback", pgettext_lazy("demo", "Call-back clerk")),
    ("mediator", pgettext_lazy("demo", "Mediator")),
    ("checker", pgettext_lazy("demo", "Checker")),
    ("department", pgettext_lazy("demo", "Water company")),
    ("property", pgettext_lazy("demo", "Property firm")),
    ("leader", pgettext_lazy("demo", "Street leader")),
    ("district", pgettext_lazy("demo", "District")),
    ("owner", pgettext_lazy("demo", "Owner of the installation")),
)


@method_decorator(axes_dispatch, name="dispatch")
@method_decorator(axes_form_invalid, name="form_invalid")
class StaffLogin(LoginView):  # type: ignore[misc] # allauth brings no types
    """Fields `login` and `password`; a second factor follows where the account has one."""

    template_name = "ui/login.html"

    def get_form(self, form_class: type[forms.Form] | None = None) -> forms.Form:
        """The labels say what goes where; allauth's placeholders would say it in other words."""
        form: forms.Form = super().get_form(form_class)
        for field in form.fields.values():
            field.widget.attrs.pop("placeholder", None)
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().get_context_data(**kwargs)
        if settings.MULIN_DEMO_TOWN:
            found |= {"demo_logins": DEMO_LOGINS, "demo_password": DEMO_PASSWORD}
        return found | {"next": self.request.GET.get("next", "")}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def phone(request: HttpRequest) -> HttpResponse:
    """First step: where to send the code."""
    form = PhoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = send_phone_code(
                form.cleaned_data["phone"], address=address_of(request), by=Actor.system("login")
            )
        except BadInput as refusal:
            add_refusal(form, refusal)
        else:
            request.session[CODE_IN_SESSION] = row.pk
            target = "/login/phone/code/"
            wanted = safe_next(request, "")
            return onward(request, f"{target}?next={wanted}" if wanted else target)
    return page(request, "ui/login_phone.html", {"form": form, "next": safe_next(request, "")})


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Second step: the code proves the phone."""
    row = PhoneCode.objects.filter(pk=request.session.get(CODE_IN_SESSION) or 0).first()
    if row is None:
        return onward(request, "/login/phone/")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            account = confirm_phone_code(row, digits=form.cleaned_data["code"], by=Actor.system("login"))
        except BadInput as refusal:
            add_refusal(form, refusal)
        else:
            link_by_phone(account, phone=phone_of(account), by=Actor.system("login"))
            open_session(request, account, backend=BACKEND)
            return onward(request, safe_next(request, "/go/"))
    context = {"form": form, "next": safe_next(request, ""), "demo_code": _demo_code(row)}
    return page(request, "ui/login_code.html", context)


def _demo_code(row: PhoneCode) -> str:
    """The demo town has no phones: its code is shown where it was asked for."""
    found = code_to_send(row.pk) if settings.MULIN_DEMO_TOWN else None
    return found.code if found else ""


@never_cache
@require_GET
def go(request: HttpRequest) -> HttpResponse:
    """Lead everybody to the page that belongs to their posts."""
    return HttpResponseRedirect(home_for(actor_of(request)))


@login_required
@require_GET
def account(request: HttpRequest) -> HttpResponse:
    """What somebody keeps up themselves: password, second factor, the phones that carry a copy."""
    account_id = request.user.pk or 0
    context = {"has_factor": has_second_factor(account_id), "devices": devices_of(account_id)[:20]}
    return page(request, "ui/account.html", context)


@login_required
@require_POST
def block_device(request: HttpRequest, device_id: UUID) -> HttpResponse:
    """One's own phone is lost."""
    device = devices_of(request.user.pk or 0).filter(pk=device_id).first()
    if device is None:
        raise NotFound
    revoke(device, by=actor_of(request))
    done(request, _("The phone is blocked. Its copy is deleted as soon as it makes contact."))
    return onward(request, "/account/")


@login_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; other sessions end."""
    form = PasswordChangeForm(cast("User", request.user), request.POST or None)
    if request.method == "POST" and form.is_valid():
        changed = set_password(form.user, password=form.cleaned_data["new_password1"], by=actor_of(request))
        update_session_auth_hash(request, changed)
        done(request, _("The new password holds from now on."))
        return onward(request, "/account/")
    return page(request, "ui/password.html", {"form": form})


@require_POST
@login_required
def keep_view(request: HttpRequest) -> HttpResponse:
    view = save_view(
        request.POST.get("page", ""),
        name=request.POST.get("name", ""),
        query=request.POST.get("query", ""),
        by=actor_of(request),
    )
    done(request, _("The view “{name}” is kept.").format(name=view.name))
    return onward(request, safe_next(request))


@require_POST
@login_required
def forget(request: HttpRequest, view_id: int) -> HttpResponse:
    forget_view(view_id, by=actor_of(request))
    done(request, _("The view is forgotten."))
    return onward(request, safe_next(request))
