"""What stands in the bars of each audience; an entry shows only to those who hold one of its duties."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from mulin.people.access import Actor
from mulin.people.kinds import Duty


@dataclass(frozen=True)
class Entry:
    """One place to go; `key` is the letter that leads there at the desk; `also` are pages below it elsewhere."""

    path: str
    label: Promise
    icon: str
    duties: tuple[Duty, ...] = ()
    key: str = ""
    main: bool = False
    also: tuple[str, ...] = ()


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
    Entry("/", pgettext_lazy("bar", "Home"), "home"),
    Entry("/mine/", pgettext_lazy("bar", "My matters"), "list-check"),
    Entry("/report/", pgettext_lazy("bar", "Report"), "camera", main=True),
    Entry("/who/", pgettext_lazy("bar", "Who serves me"), "heart-handshake"),
    Entry("/notices/", pgettext_lazy("bar", "Notices"), "bell"),
)
FIELD = (
    Entry("/field/", pgettext_lazy("bar", "Today"), "list-check"),
    Entry("/field/map/", pgettext_lazy("bar", "Map"), "map-2"),
    Entry("/field/report/", pgettext_lazy("bar", "Report"), "camera", main=True),
    Entry("/field/homes/", pgettext_lazy("bar", "Homes"), "home", (Duty.HOUSEHOLD_SERVE,)),
    Entry("/care/", pgettext_lazy("bar", "Care"), "heart-handshake", (Duty.CARE_SEE,)),
    Entry("/notices/", pgettext_lazy("bar", "Notices"), "bell"),
)
DESK = (
    Entry("/desk/", pgettext_lazy("bar", "Inbox"), "inbox", key="1"),
    Entry("/desk/work/", pgettext_lazy("bar", "Our work"), "tool", (Duty.CASE_HANDLE,), key="2"),
    Entry(
        "/desk/unplaced/",
        pgettext_lazy("bar", "Unplaced"),
        "map-pin-off",
        (Duty.CASE_FILE, Duty.CASE_DISPATCH),
        key="3",
    ),
    Entry(
        "/desk/whistles/",
        pgettext_lazy("bar", "Joint work"),
        "speakerphone",
        (Duty.CASE_WHISTLE, Duty.CASE_HANDLE),
        key="4",
    ),
    Entry(
        "/desk/callbacks/", pgettext_lazy("bar", "Call-backs"), "phone-call", (Duty.CASE_CALLBACK,), key="5"
    ),
    Entry(
        "/desk/supervision/",
        pgettext_lazy("bar", "Supervision"),
        "clock-exclamation",
        (Duty.CASE_SUPERVISE,),
        key="6",
    ),
    Entry(
        "/desk/rounds/",
        pgettext_lazy("bar", "Rounds"),
        "route",
        (Duty.ROUND_SEE, Duty.ROUND_PLAN),
        key="9",
        also=("/desk/coverage/", "/desk/things/", "/desk/decisions/", "/desk/meetings/"),
    ),
    Entry("/desk/search/", pgettext_lazy("bar", "Search"), "search", key="7"),
    Entry(
        "/desk/new/", pgettext_lazy("bar", "Take in a report"), "message-report", (Duty.CASE_REPORT,), key="n"
    ),
    Entry("/ops/people/", pgettext_lazy("bar", "People"), "address-book", (Duty.PERSON_SEE,), key="8"),
    Entry(
        "/desk/campaigns/",
        pgettext_lazy("bar", "Campaigns"),
        "flag-3",
        (Duty.CAMPAIGN_RUN, Duty.CAMPAIGN_SEE, Duty.CAMPAIGN_DO),
    ),
    Entry(
        "/desk/weeks/",
        pgettext_lazy("bar", "Publicity and service"),
        "speakerphone",
        (Duty.OUTREACH_HOLD, Duty.CAMPAIGN_SEE),
    ),
    Entry(
        "/desk/tours/",
        pgettext_lazy("bar", "Residents' tours"),
        "walk",
        (Duty.TOUR_KEEP, Duty.TOUR_LEAD),
        also=("/desk/representatives/",),
    ),
    Entry("/desk/diary/", pgettext_lazy("bar", "Diary of concerns"), "book", (Duty.DIARY_REVIEW,)),
    Entry("/care/", pgettext_lazy("bar", "Care"), "heart-handshake", (Duty.CARE_SEE,), key="0"),
)
OPS = (
    Entry(
        "/ops/",
        pgettext_lazy("bar", "Overview"),
        "layout-dashboard",
        (
            *(Duty.AREA_MANAGE, Duty.POST_MANAGE, Duty.CATALOGUE_MANAGE),
            *(Duty.IMPORT_RUN, Duty.AUDIT_SEE),
        ),
    ),
    Entry("/ops/areas/", pgettext_lazy("bar", "Areas"), "map-2", (Duty.AREA_MANAGE,)),
    Entry(
        "/ops/posts/",
        pgettext_lazy("bar", "Posts"),
        "id-badge-2",
        (Duty.POST_MANAGE,),
        also=("/ops/organisations/", "/ops/roles/"),
    ),
    Entry("/ops/roster/", pgettext_lazy("bar", "Roster"), "calendar-event", (Duty.POST_MANAGE,)),
    Entry("/ops/teams/", pgettext_lazy("bar", "Teams"), "users", (Duty.POST_MANAGE,)),
    Entry("/ops/people/", pgettext_lazy("bar", "People"), "address-book", (Duty.PERSON_SEE,)),
    Entry("/ops/catalogue/", pgettext_lazy("bar", "Catalogue"), "category", (Duty.CATALOGUE_MANAGE,)),
    Entry("/ops/checklists/", pgettext_lazy("bar", "Checklists"), "list-check", (Duty.CATALOGUE_MANAGE,)),
    Entry("/ops/duties/", pgettext_lazy("bar", "Duties"), "clipboard-list", (Duty.CATALOGUE_MANAGE,)),
    Entry("/ops/imports/", pgettext_lazy("bar", "Imports"), "database-import", (Duty.IMPORT_RUN,)),
    Entry("/ops/keys/", pgettext_lazy("bar", "Keys"), "key", (Duty.KEY_MANAGE,)),
    Entry("/ops/devices/", pgettext_lazy("bar", "Phones"), "device-mobile", (Duty.ACCOUNT_MANAGE,)),
    Entry("/ops/outbox/", pgettext_lazy("bar", "Notices sent"), "send", (Duty.OUTBOX_SEE,)),
    Entry("/ops/audit/", pgettext_lazy("bar", "History"), "history", (Duty.AUDIT_SEE,)),
)
SCREEN = (
    Entry("/screen/", pgettext_lazy("bar", "Map"), "map-2"),
    Entry("/screen/late/", pgettext_lazy("bar", "Late"), "clock-exclamation"),
    Entry("/screen/repeats/", pgettext_lazy("bar", "Repeats"), "refresh"),
    Entry("/screen/links/", pgettext_lazy("bar", "Links"), "chart-bar"),
    Entry("/screen/answers/", pgettext_lazy("bar", "Answers"), "phone-call"),
)
# The faces a person may go over to, by what they hold.
FACES = (
    Entry("/", pgettext_lazy("bar", "Resident pages"), "home"),
    Entry("/field/", pgettext_lazy("bar", "Field"), "walk", (Duty.CASE_REPORT, Duty.HOUSEHOLD_SERVE)),
    Entry("/desk/", pgettext_lazy("bar", "Desk"), "inbox", (Duty.CASE_SEE, Duty.CASE_HANDLE)),
    Entry("/screen/", pgettext_lazy("bar", "Command view"), "layout-dashboard", (Duty.SCREEN_SEE,)),
    Entry(
        "/ops/",
        pgettext_lazy("bar", "Operations"),
        "settings",
        (Duty.POST_MANAGE, Duty.AREA_MANAGE, Duty.CATALOGUE_MANAGE),
    ),
)
AUDIENCES = {"resident": RESIDENT, "field": FIELD, "desk": DESK, "ops": OPS, "screen": SCREEN, "faces": FACES}


def duties_of(actor: Actor) -> frozenset[Duty]:
    return frozenset(duty for post in actor.posts for duty in post.duties)


def deepest(entries: Iterable[Entry], duties: frozenset[Duty], path: str) -> str:
    """The entry whose path reaches deepest into this address."""
    found = (
        entry.path
        for entry in _open(entries, duties)
        if any(_holds(one, path) for one in (entry.path, *entry.also))
    )
    return max(found, key=len, default="")


def drawn(entries: Iterable[Entry], duties: frozenset[Duty], place: str) -> list[Shown]:
    """The entries open to these duties, in the reader's language, the one of `place` marked."""
    return [
        Shown(entry.path, str(entry.label), entry.icon, entry.key, entry.main, entry.path == place)
        for entry in _open(entries, duties)
    ]


def _open(entries: Iterable[Entry], duties: frozenset[Duty]) -> list[Entry]:
    return [entry for entry in entries if not entry.duties or duties.intersection(entry.duties)]


def _holds(entry: str, path: str) -> bool:
    return path == entry or (entry != "/" and path.startswith(entry))
