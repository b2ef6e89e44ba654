"""Who calls: a program by its key, or somebody logged in."""

from django.http import HttpRequest
from ninja.errors import HttpError
from ninja.security import HttpBearer
from ninja.security.base import AuthBase
from ninja.throttling import BaseThrottle
from ninja.utils import check_csrf

from mulin.people.access import Actor
from mulin.surfaces.open.keys import actor_of_key, bearer
from mulin.ui.http import actor_of
from mulin.ui.pace import MINUTE, seconds_to_wait

SAFE = ("GET", "HEAD", "OPTIONS")


class Caller(HttpRequest):
    """A request whose caller is known; `by_key` when it is a program."""

    auth: Actor
    by_key: bool


class Key(HttpBearer):
    """`Authorization: Bearer KEY`: the program acts as one post, and as nothing else."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        actor = actor_of_key(token)
        request.by_key = actor is not None  # type: ignore[attr-defined] # see Caller
        return actor


class LoggedIn(AuthBase):
    """The session of the pages; what changes something needs their token against forgery too."""

    openapi_type = "apiKey"
    openapi_in = "cookie"
    openapi_name = "sessionid"

    def __call__(self, request: HttpRequest) -> Actor | None:
        if not request.user.is_authenticated:
            return None
        if request.method not in SAFE and check_csrf(request) is not None:
            raise HttpError(403, "csrf")
        request.by_key = False  # type: ignore[attr-defined] # see Caller
        actor = actor_of(request)
        # The lazy object is resolved, so that it is what it stands for.
        return actor.acting(None)


class Pace(BaseThrottle):
    """Callers without a key wait their turn."""

    def allow_request(self, request: HttpRequest) -> bool:
        token = bearer(request.headers.get("Authorization", ""))
        if token and actor_of_key(token) is not None:
            return True
        return not seconds_to_wait(request)

    def wait(self) -> float | None:
        return MINUTE
