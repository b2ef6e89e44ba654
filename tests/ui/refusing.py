"""Pages that refuse in every way, for the tests of errors."""

from django.db import DataError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from mulin.lib import errors

REFUSALS = {
    "input": errors.BadInput(fields={"phone": "请填写手机号。"}),
    "missing": errors.NotFound(),
    "stranger": errors.NotAllowed("只有派遣员可以派遣。"),
    "state": errors.WrongState("这件事已经办结。"),
    "conflict": errors.Conflict(changed=["状态：待派遣 → 处置中", "办理单位：自来水公司"]),
    "often": errors.BadInput("请稍等。", code="too_often"),
    "data": DataError("integer out of range"),
    "nul": ValueError("A string literal cannot contain NUL (0x00) characters."),
    "busy": OperationalError("canceling statement due to statement timeout"),
    "fault": RuntimeError("a fault of ours"),
}


def refuse(request: HttpRequest, name: str) -> HttpResponse:
    raise REFUSALS[name]


handler400 = "mulin.ui.errors.bad_request"
handler403 = "mulin.ui.errors.refused"
handler404 = "mulin.ui.errors.not_found"
handler500 = "mulin.ui.errors.server_error"
urlpatterns = [
    path("", include("mulin.ui.urls")),
    path("refuse/<str:name>/", refuse),
    path("api/v1/refuse/<str:name>/", refuse),
]
