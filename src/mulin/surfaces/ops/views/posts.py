"""Posts, who holds them, and organisations."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from mulin.lib import clock
from mulin.lib.errors import BadInput, Refusal
from mulin.lib.ids import known_number
from mulin.people.access import Actor
from mulin.people.actions.appoint_deputy import appoint_deputy
from mulin.people.actions.assign_post import assign_post
from mulin.people.actions.create_post import create_post
from mulin.people.actions.end_tenure import end_tenure
from mulin.people.actions.hand_over import hand_over
from mulin.people.imports.lookups import area_of, organisation_of
from mulin.people.kinds import Duty, OrganisationKind
from mulin.people.models import Post, Role, Tenure
from mulin.people.queries import organisations_seen, places_of, posts_seen, spells_of
from mulin.surfaces.ops.forms import HolderForm, PostForm
from mulin.surfaces.ops.views.gate import held, needs
from mulin.surfaces.ops.views.given import one_person, post_seen, row_of
from mulin.ui.filters import CHOICE, TEXT, Filter, FilterBar
from mulin.ui.forms import add_refusal, carried_out
from mulin.ui.http import done, onward, page

PAGE = 50


@needs(Duty.POST_MANAGE)
def posts(request: HttpRequest) -> HttpResponse:
    """All posts one manages, by role and words."""
    actor = held(request, Duty.POST_MANAGE)
    roles = [(role.code, role.name) for role in Role.objects.all()]
    bar = FilterBar(
        [
            Filter("words", gettext_lazy("Name or code"), TEXT, wide=True),
            Filter("role", gettext_lazy("Role"), CHOICE, roles),
        ],
        request.GET,
    )
    found = posts_seen(
        actor, words=bar.values["words"], role=bar.values["role"], after=request.GET.get("after", "")
    )
    more = found[-1].post.code if len(found) == PAGE else ""
    context = {"rows": found, "bar": bar, "more": more, "roles": actor.reaches(Duty.POST_MANAGE, {})}
    return page(request, "ops/posts.html", context)


@needs(Duty.POST_MANAGE)
def organisations(request: HttpRequest) -> HttpResponse:
    """All organisations one manages."""
    actor = held(request, Duty.POST_MANAGE)
    bar = FilterBar(
        [
            Filter("words", gettext_lazy("Name"), TEXT, wide=True),
            Filter("kind", gettext_lazy("Kind"), CHOICE, OrganisationKind.choices),
        ],
        request.GET,
    )
    found = organisations_seen(
        actor, words=bar.values["words"], kind=bar.values["kind"], after=request.GET.get("after", "")
    )
    more = found[-1].code if len(found) == PAGE else ""
    return page(request, "ops/organisations.html", {"rows": found, "bar": bar, "more": more})


class NewPost(LoginRequiredMixin, View):
    """A new post of a role over an area."""

    def get(self, request: HttpRequest) -> HttpResponse:
        held(request, Duty.POST_MANAGE)
        return page(request, "ops/new_post.html", {"form": self._form()})

    def post(self, request: HttpRequest) -> HttpResponse:
        actor, form = held(request, Duty.POST_MANAGE), self._form(request.POST)
        made = carried_out(form, lambda given: self._made(given, actor), Refusal)
        if made is not None:
            done(request, _("The post is there; now give it to somebody."))
            return onward(request, f"/ops/posts/{made.pk}/")
        return page(request, "ops/new_post.html", {"form": form}, status=400)

    def _form(self, data: Any = None) -> PostForm:
        form = PostForm(data)
        form.fields["role"].choices = [(r.code, r.name) for r in Role.objects.all()]  # type: ignore[attr-defined] # a ChoiceField
        return form

    def _made(self, given: dict[str, Any], actor: Actor) -> Post:
        code = given["organisation"]
        return create_post(
            code=given["code"],
            name=given["name"],
            role=given["role"],
            scopes=[area_of(given["area"], "area")],
            organisation=organisation_of(code, "organisation") if code else None,
            phone=given["phone"],
            by=actor,
        )


class PostPage(LoginRequiredMixin, View):
    """One post: who held it, who takes it next."""

    def get(self, request: HttpRequest, post_id: int) -> HttpResponse:
        post = post_seen(held(request, Duty.POST_MANAGE), post_id)
        return self._shown(request, post, HolderForm())

    def post(self, request: HttpRequest, post_id: int) -> HttpResponse:
        actor = held(request, Duty.POST_MANAGE)
        post, form = post_seen(actor, post_id), HolderForm(request.POST)
        verb = request.POST.get("verb", "")
        try:
            if verb == "end":
                self._end(post, request.POST.get("tenure", ""), actor)
            elif form.is_valid():
                self._act(verb, post, form.cleaned_data, actor)
            else:
                return self._shown(request, post, form, 400)
        except BadInput as refusal:
            add_refusal(form, refusal)
            return self._shown(request, post, form, 400)
        done(request, _("Done."))
        return onward(request, f"/ops/posts/{post.pk}/")

    def _end(self, post: Post, tenure_id: str, actor: Actor) -> None:
        tenure = row_of(Tenure.objects.filter(post=post), known_number(tenure_id))
        end_tenure(tenure, by=actor)

    def _act(self, verb: str, post: Post, given: dict[str, Any], actor: Actor) -> None:
        person = one_person(given["person"], actor)
        if verb == "hand_over":
            hand_over(post, to=person, by=actor)
        elif verb == "deputy":
            since = given["since"] or clock.today()
            if given["until"] is None:
                raise BadInput(fields={"until": _("A deputy is appointed to a last day.")})
            appoint_deputy(post, person=person, since=since, until=given["until"], by=actor)
        else:
            assign_post(post, person=person, since=given["since"], until=given["until"], by=actor)

    def _shown(self, request: HttpRequest, post: Post, form: HolderForm, status: int = 200) -> HttpResponse:
        context = {
            "post": post,
            "form": form,
            "spells": spells_of(post),
            "tenures": Tenure.objects.filter(post=post, during__contains=clock.today()).select_related(
                "person"
            ),
            "duties": [
                Duty(duty).label for duty in (*post.role.duties, *post.named_duties) if duty in Duty.values
            ],
            "places": places_of(post),
            "serves": Duty.HOUSEHOLD_SERVE in post.role.duties,
        }
        return page(request, "ops/post.html", context, status=status)
