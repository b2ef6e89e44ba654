"""Everybody follows every link of a town in full life: none is dead, none speaks English, none asks a row at a time."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mulin.accounts.models import User
from mulin.demo.campaigns import build_campaigns
from mulin.demo.caring import build_care
from mulin.demo.history import build_history, tellings
from mulin.demo.living import follow
from mulin.demo.roster import appoint_deputies, plan_roster
from mulin.demo.rounds import build_rounds
from mulin.demo.structure import LOGINS
from mulin.demo.tours import build_tours
from mulin.lib import clock
from tests.journeys.acts import BACKEND
from tests.support.cast import Town
from tests.support.chinese import english_in

pytestmark = pytest.mark.proof

#: Pages that differ only in which row they show: so many of each are opened.
OF_A_KIND = 2
#: No page asks more than so often, nor the same thing of more than so many rows one by one.
MOST_STATEMENTS, MOST_ALIKE = 30, 6
ONE_OF_MANY = 6
LINK = re.compile(r'<a [^>]*href="(/[^"#]*)')
ROW = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[A-Za-z0-9_-]{16}|\d+")
VALUE = re.compile(r"'[^']*'|\d+")
#: Standards, codes and logins that a Chinese page names as they are; codes of organisations in a list of choices.
STANDARDS = ("SHA", "RFC", "FREQ", "WEEKLY", "BYDAY", "TU", "TH", "WGS", "GCJ", "BD", "MUL")
SHOWN = frozenset({"mulin", "demo", *STANDARDS, *LOGINS})
CHOICES = re.compile(r"<datalist.*?</datalist>", re.DOTALL)
#: What was done is kept there by the codes of the acts and the hashes of the words.
BY_CODES = "/ops/audit/"


@dataclass
class Walk:
    """One person's way through all that is linked from where they land."""

    login: str
    faults: list[str] = field(default_factory=list)
    opened: int = 0
    #: Each address, and the page that was the first to lead there.
    linked: dict[str, str] = field(default_factory=dict)

    def go(self, *starts: str) -> None:
        browser = Client()
        browser.force_login(User.objects.get(login=self.login), backend=BACKEND)
        waiting, kinds, seen = deque(starts), Counter[str](), self.linked
        while waiting:
            path = waiting.popleft()
            kind = ROW.sub("#", path.split("?")[0]) + ("?" if "?" in path else "")
            kinds[kind] += 1
            if kinds[kind] > OF_A_KIND:
                continue
            for link in self._open(browser, path):
                if link not in seen:
                    seen[link] = path
                    waiting.append(link)

    def _open(self, browser: Client, path: str) -> Iterator[str]:
        with CaptureQueriesContext(connection) as asked:
            answer = browser.get(path)
        self.opened += 1
        if answer.status_code == 302:
            yield answer["Location"]
        elif answer.status_code != 200:
            self._fault(path, f"answers {answer.status_code}")
        if answer.status_code != 200 or "html" not in answer["Content-Type"]:
            return
        alike = Counter(VALUE.sub("?", one["sql"]) for one in asked).most_common(1)
        if len(asked) > MOST_STATEMENTS or (alike and alike[0][1] > MOST_ALIKE):
            self._fault(path, f"{len(asked)} statements, {alike[0][1]} of them {alike[0][0][:120]}")
        html = answer.content.decode()
        english = english_in(CHOICES.sub("", html), SHOWN)
        if english and not path.startswith(BY_CODES):
            self._fault(path, f"says {sorted(set(english))}")
        yield from LINK.findall(html)

    def _fault(self, path: str, words: str) -> None:
        self.faults.append(f"{self.login} {path} (from {self.linked.get(path, 'the door')}): {words}")


def test_every_link_leads_somewhere(fresh_town: Town) -> None:
    live_there()
    walks = [Walk(login) for login in LOGINS]
    for walk in walks:
        walk.go("/")
    assert not (faults := [fault for walk in walks for fault in walk.faults]), "\n".join(faults)
    assert sum(walk.opened for walk in walks) > 400


def live_there() -> None:
    """A sixth of the sixty days, and all the rounds, campaigns, tours and care there are."""
    now = clock.now().replace(second=0, microsecond=0)
    plan_roster(now)
    appoint_deputies(now)
    with transaction.atomic():
        build_rounds(now)
        build_campaigns(now)
        build_tours(now)
    build_history(lambda *_: None, now, tellings()[::ONE_OF_MANY])
    follow(lambda *_: None, now)
    build_care(now)
