"""The API put together."""

from ninja import NinjaAPI

from mulin.surfaces.open.api import cases, ground, meters, problems
from mulin.surfaces.open.api.auth import Key, LoggedIn

api = NinjaAPI(
    title="Mulin",
    version="1",
    description="Everything the pages can do, for programs. Errors are RFC 9457 problem JSON.",
    auth=[Key(), LoggedIn()],
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api",
)
problems.register(api)
api.add_router("/cases", cases.router)
api.add_router("/meters", meters.router)
api.add_router("", ground.router)
