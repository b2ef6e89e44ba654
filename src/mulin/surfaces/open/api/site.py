"""The API put together."""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from mulin.surfaces.open.api import cases, ground, meters, problems
from mulin.surfaces.open.api.auth import Key, LoggedIn


class Described(NinjaAPI):
    """Its description is drawn once a process: anybody may ask for it, and drawing takes a third of a second."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self._described: dict[str, OpenAPISchema] = {}

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        prefix = self.get_root_path(path_params or {}) if path_prefix is None else path_prefix
        if prefix not in self._described:
            self._described[prefix] = super().get_openapi_schema(path_prefix=prefix)
        return self._described[prefix]


api = Described(
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
