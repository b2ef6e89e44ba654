"""Imports: a table is tried first, its report read, then taken in."""

import re
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from mulin.catalogue.imports import take_catalogue, take_duties
from mulin.lib.errors import BadInput, Refusal
from mulin.lib.intake import Fate, Intake
from mulin.people.imports import take_households, take_organisations, take_people, take_posts
from mulin.people.kinds import Duty
from mulin.surfaces.ops.forms import ImportForm
from mulin.surfaces.ops.views.gate import held
from mulin.ui.forms import add_refusal
from mulin.ui.http import done, onward, page

TAKES: dict[str, tuple[str | Promise, Callable[..., Intake]]] = {
    "organisations": (gettext_lazy("Organisations"), take_organisations),
    "posts": (gettext_lazy("Posts"), take_posts),
    "people": (gettext_lazy("People"), take_people),
    "households": (gettext_lazy("Households"), take_households),
    "duties": (gettext_lazy("Duties"), take_duties),
    "catalogue": (gettext_lazy("Kinds of matter"), take_catalogue),
}
SALT = "mulin.ops.imports"
MOST_BYTES = 20 * 1024 * 1024
HOUR = 3600
ENDINGS = re.compile(r"\.(csv|csv\.gz|tsv|xlsx)$", re.IGNORECASE)


class Imports(LoginRequiredMixin, View):
    """First a trial run that saves nothing; the second press takes the same file in."""

    def get(self, request: HttpRequest) -> HttpResponse:
        held(request, Duty.IMPORT_RUN)
        return self._shown(request, self._form())

    def post(self, request: HttpRequest) -> HttpResponse:
        held(request, Duty.IMPORT_RUN)
        if token := request.POST.get("token"):
            return self._take(request, token)
        form = self._form(request.POST, request.FILES)
        if not form.is_valid():
            return self._shown(request, form, status=400)
        try:
            path = _kept(form.cleaned_data["file"])
            kind = form.cleaned_data["kind"]
            report = self._run(kind, path, dry_run=True, keep_good=form.cleaned_data["keep_good"])
        except Refusal as refusal:
            add_refusal(form, refusal)
            return self._shown(request, form, status=400)
        told = {"kind": kind, "path": path.name, "keep_good": form.cleaned_data["keep_good"]}
        return self._shown(request, form, report=report, token=signing.dumps(told, salt=SALT))

    def _take(self, request: HttpRequest, token: str) -> HttpResponse:
        try:
            told = signing.loads(token, salt=SALT, max_age=HOUR)
        except signing.BadSignature as fault:
            raise BadInput(
                fields={"file": _("The trial is too old; please choose the file again.")}
            ) from fault
        path = _folder() / Path(told["path"]).name
        if not path.is_file():
            raise BadInput(fields={"file": _("The trial is too old; please choose the file again.")})
        report = self._run(told["kind"], path, dry_run=False, keep_good=told["keep_good"])
        path.unlink(missing_ok=True)
        if report.saved:
            done(
                request,
                _("Taken in: %(count)d rows.")
                % {"count": report.counts[Fate.MADE] + report.counts[Fate.CHANGED]},
            )
            if "duplicates" not in report.notes:
                return onward(request, "/ops/imports/")
        return self._shown(request, self._form(), report=report)

    def _run(self, kind: str, path: Path, *, dry_run: bool, keep_good: bool) -> Intake:
        return TAKES[kind][1](path, dry_run=dry_run, keep_good=keep_good, progress=lambda _done: None)

    def _form(self, data: Any = None, files: Any = None) -> ImportForm:
        form = ImportForm(data, files)
        form.fields["kind"].choices = [(name, label) for name, (label, _take) in TAKES.items()]  # type: ignore[attr-defined] # a ChoiceField
        return form

    def _shown(
        self,
        request: HttpRequest,
        form: ImportForm,
        *,
        report: Intake | None = None,
        token: str = "",
        status: int = 200,
    ) -> HttpResponse:
        words = {Fate.MADE: _("new"), Fate.CHANGED: _("changed"), Fate.SAME: _("unchanged")}
        context = {
            "form": form,
            "report": report,
            "counts": [(words[fate], report.counts[fate]) for fate in Fate] if report else [],
            "token": token,
            "problems": report.problems[:200] if report else [],
            "alike": report.notes.get("duplicates", []) if report else [],
        }
        return page(request, "ops/imports.html", context, status=status)


def _folder() -> Path:
    folder = Path(settings.HOME) / "imports"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _kept(upload: Any) -> Path:
    ending = ENDINGS.search(upload.name or "")
    if ending is None:
        raise BadInput(fields={"file": _("Give a CSV or XLSX file.")})
    if upload.size > MOST_BYTES:
        raise BadInput(fields={"file": _("The file is larger than 20 MB; please split it.")})
    with NamedTemporaryFile(dir=_folder(), suffix=ending.group(0).lower(), delete=False) as kept:
        for chunk in upload.chunks():
            kept.write(chunk)
    return Path(kept.name)
