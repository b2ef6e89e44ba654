"""What stands in the bars of each audience; an entry shows only to those who hold one of its duties."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mulin.people.access import Actor
from mulin.people.kinds import Duty


@dataclass(frozen=True)
class Entry:
    """One place to go; `key` is the letter that leads there at the desk."""

    path: str
    label: Promise
    icon: str
    duties: tuple[Duty, ...] = ()
    key: str = ""
    main: bool = False


@dataclass(frozen=True)
class Shown:
    """An entry as drawn: words in the reader's language, and whether the reader is there."""

    path: str
    label: str
    icon: str
    key: str
    main: bool
    current: bool


RESIDENT = (
    Entry("/", _("Home"), "home"),
    Entry("/mine/", _("My matters"), "list-check"),
    Entry("/report/", _("Report"), "camera", main=True),
    Entry("/who/", _("Who serves me"), "heart-handshake"),
    Entry("/notices/", _("Notices"), "bell"),
)
FIELD = (
    Entry("/field/", _("Today"), "list-check"),
    Entry("/field/map/", _("Map"), "map-2"),
    Entry("/field/report/", _("Report"), "camera", main=True),
    Entry("/field/homes/", _("Homes"), "home", (Duty.HOUSEHOLD_SERVE,)),
    Entry("/notices/", _("Notices"), "bell"),
)
DESK = (
    Entry("/desk/", _("Inbox"), "inbox", key="1"),
    Entry("/desk/work/", _("Our work"), "tool", (Duty.CASE_HANDLE,), key="2"),
    Entry("/desk/unplaced/", _("Unplaced"), "map-pin-off", (Duty.CASE_FILE, Duty.CASE_DISPATCH), key="3"),
    Entry("/desk/whistles/", _("Joint work"), "speakerphone", (Duty.CASE_WHISTLE, Duty.CASE_HANDLE), key="4"),
    Entry("/desk/callbacks/", _("Call-backs"), "phone-call", (Duty.CASE_CALLBACK,), key="5"),
    Entry("/desk/supervision/", _("Supervision"), "clock-exclamation", (Duty.CASE_SUPERVISE,), key="6"),
    Entry("/desk/search/", _("Search"), "search", key="7"),
    Entry("/desk/new/", _("Take in a report"), "message-report", (Duty.CASE_REPORT,), key="n"),
    Entry("/desk/people/", _("People"), "address-book", (Duty.PERSON_SEE,), key="8"),
)
OPS = (
    Entry("/ops/", _("Overview"), "layout-dashboard"),
    Entry("/ops/areas/", _("Areas"), "map-2", (Duty.AREA_MANAGE,)),
    Entry("/ops/posts/", _("Posts and people"), "id-badge-2", (Duty.POST_MANAGE,)),
    Entry("/ops/catalogue/", _("Catalogue"), "category", (Duty.CATALOGUE_MANAGE,)),
    Entry("/ops/duties/", _("Duties"), "clipboard-list", (Duty.CATALOGUE_MANAGE,)),
    Entry("/ops/imports/", _("Imports"), "database-import", (Duty.IMPORT_RUN,)),
    Entry("/ops/keys/", _("Keys"), "key", (Duty.KEY_MANAGE,)),
    Entry("/ops/outbox/", _("Notices sent"), "send", (Duty.OUTBOX_SEE,)),
    Entry("/ops/audit/", _("History"), "history", (Duty.AUDIT_SEE,)),
)
SCREEN = (
    Entry("/screen/", _("Map"), "map-2"),
    Entry("/screen/late/", _("Late"), "clock-exclamation"),
    Entry("/screen/repeats/", _("Repeats"), "refresh"),
    Entry("/screen/links/", _("Links"), "chart-bar"),
)
# The faces a person may go over to, by what they hold.
FACES = (
    Entry("/", _("Resident pages"), "home"),
    Entry("/field/", _("Field"), "walk", (Duty.CASE_REPORT, Duty.HOUSEHOLD_SERVE)),
    Entry("/desk/", _("Desk"), "inbox", (Duty.CASE_SEE, Duty.CASE_HANDLE)),
    Entry("/screen/", _("Command view"), "layout-dashboard", (Duty.SCREEN_SEE,)),
    Entry("/ops/", _("Operations"), "settings", (Duty.POST_MANAGE, Duty.AREA_MANAGE, Duty.CATALOGUE_MANAGE)),
)
AUDIENCES = {"resident": RESIDENT, "field": FIELD, "desk": DESK, "ops": OPS, "screen": SCREEN, "faces": FACES}


def shown(entries: Iterable[Entry], actor: Actor, path: str) -> list[Shown]:
    """The entries open to the actor; current is the one whose path reaches deepest into this address."""
    held = {duty for post in actor.posts for duty in post.duties}
    open_to = [entry for entry in entries if not entry.duties or held.intersection(entry.duties)]
    deepest = max(
        (entry.path for entry in open_to if _holds(entry.path, path)), key=len, default=""
    )
    return [
        Shown(entry.path, str(entry.label), entry.icon, entry.key, entry.main, entry.path == deepest)
        for entry in open_to
    ]


def _holds(entry: str, path: str) -> bool:
    return path == entry or (entry != "/" and path.startswith(entry))
