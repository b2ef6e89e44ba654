"""The phone's own code called as pages and worker call it at once: no words, no key and no address is lost between two."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.support.browser import OpenContext
from tests.support.phone_code import bundled

Ask = Callable[..., Any]

#: Entrusted with nothing real: a device, and a key that the house would have.
ENTRUSTED = """async () => { const pair = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, ["deriveBits"]);
    const point = [...new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey))].map((one) => one.toString(16).padStart(2, "0")).join("");
    await phone.seal.begin({ device: { device: "d", secret: "s", account: 1 }, account: 1, server: { id: "queue-1", point } }); }"""
#: The house, as far as it is needed here: what it answers, and what happens on the phone while it does.
HOUSE = """(answer, meanwhile = async () => {}) => { window.asked = []; window.fetch = async (_to, { body }) => { window.asked.push(Object.fromEntries(body)); await meanwhile();
    return new Response(JSON.stringify(answer(body.get("id")))); }; }"""
ACT = """{ what: "case.note", subject: "one", seen: 1, fields: { text: ["字"] }, photos: [], label: "备注", to: "/field/acts/", account: 1 }"""
REPORT = (
    """(id, text) => ({ id, label: text, account: null, fields: [["id", id], ["text", text]], photos: [] })"""
)


@pytest.fixture
def ask(open_context: OpenContext, live_url: str, tmp_path: Path) -> Ask:
    """Evaluates in a page that has the phone's code and stands for nothing else."""
    page: Page = open_context(phone=True).new_page()
    page.goto(f"{live_url}/healthz")
    page.evaluate(bundled(tmp_path, "pack", "queue", "seal", "store"))
    page.evaluate(ENTRUSTED)
    return lambda code: page.evaluate(
        f"async () => {{ const house = {HOUSE}; const report = {REPORT}; {code} }}"
    )


def test_what_needs_mending_stays_until_its_form_takes_it_back(ask: Ask) -> None:
    """The answer comes when the form is left: the act is sent again, for good, and not handed back then."""
    assert (
        ask(f"""const id = await phone.queue.keep({ACT}); house(() => ({{ outcome: "mend" }})); await phone.queue.send({{ account: 1, live: id }});
        const there = await phone.store.count("queue"); house((id) => ({{ id, outcome: "refused" }})); await phone.queue.send({{ account: 1 }});
        return [there, await phone.store.count("queue"), window.asked[0].live || "", await phone.queue.withdrawn(id)];""")
        == [1, 0, "", False]
    )
    assert (
        ask(f"""const id = await phone.queue.keep({ACT}); house(() => ({{ outcome: "mend" }})); await phone.queue.send({{ account: 1, live: id }});
        return [await phone.queue.withdrawn(id), await phone.queue.withdrawn(id), await phone.store.count("queue")];""")
        == [True, False, 0]
    )


def test_what_was_put_right_is_not_set_back_by_the_answer_to_what_was_wrong(ask: Ask) -> None:
    assert ask("""await phone.queue.keepReport(report("a", "旧")); house((id) => ({ id, outcome: "refused" }), () => phone.queue.keepReport(report("a", "新")));
        await phone.queue.send({}); const [entry, ...more] = await phone.store.all("queue"); const { fields } = await phone.queue.writtenIn(entry);
        return [entry.state, Object.fromEntries(fields).text, more.length];""") == ["waiting", "新", 0]


def test_reports_kept_at_once_are_all_opened_again_whatever_is_forgotten(ask: Ask) -> None:
    """Each has a key of its own, which goes with it."""
    assert ask("""await Promise.all([..."abcdef"].map((id) => phone.queue.keepReport(report(id, `第${id}条`))).concat(phone.seal.forget(), phone.seal.forget()));
        const kept = await Promise.all((await phone.store.all("queue")).map(phone.queue.writtenIn));
        return kept.map((one) => Object.fromEntries(one.fields).text).sort();""") == [
        f"第{one}条" for one in "abcdef"
    ]


def test_every_report_that_arrived_is_told(ask: Ask) -> None:
    assert ask("""for (const id of "ab") await phone.queue.keepReport(report(id, id)); house((id) => ({ id, outcome: "done", url: `/mine/${id}/` }));
        await phone.queue.send({}); const [first, second] = await Promise.all([phone.store.take("meta", "arrived"), phone.store.take("meta", "arrived")]);
        return [first.map((one) => one.url), second === undefined];""") == [["/mine/a/", "/mine/b/"], True]


def test_who_comes_second_takes_the_first_ones_key(ask: Ask) -> None:
    assert (
        ask("""await phone.seal.forget(); await Promise.all([1, 2, 3].map(phone.seal.makeReadingKey)); const { key } = await phone.seal.reading();
        const closed = await phone.seal.close({ here: true }, key); await phone.seal.makeReadingKey(); return phone.seal.unlock(closed);""")
        == {"here": True}
    )


def test_nothing_is_kept_for_a_copy_that_was_forgotten(ask: Ask) -> None:
    """Nor for the one that came after it: nobody could open it there."""
    assert ask("""const { key, copy } = await phone.seal.reading(); const page = { url: "/field/", ...(await phone.seal.close({ html: "x" }, key)) };
        const put = () => phone.seal.whileIts(copy, ["pages"], async (rows) => rows.pages.put(page)).then(() => "kept", () => "not kept");
        const before = await put(); await phone.seal.forget(); const between = await put(); await phone.seal.begin({}); const after = await put();
        return [before, between, after, await phone.store.count("pages")];""") == [
        "kept",
        "not kept",
        "not kept",
        0,
    ]


def test_a_login_blocked_once_does_not_take_the_next_ones_copy(ask: Ask) -> None:
    assert (
        ask(f"""await phone.queue.keep({ACT}); await phone.seal.begin({{ device: {{ device: "e", secret: "s", account: 1 }} }});
        house((id) => ({{ id, outcome: "held", device: "revoked" }})); await phone.queue.send({{ account: 1 }});
        const later = [await phone.store.meta("blocked"), Boolean((await phone.seal.reading()).key), await phone.store.count("queue")];
        await phone.queue.keep({ACT}); await phone.queue.send({{ account: 1 }}); return [...later, await phone.store.meta("blocked")];""")
        == [None, True, 0, True]
    )


def test_a_copy_of_five_days_ago_goes_unless_a_new_one_is_being_fetched(ask: Ask) -> None:
    assert (
        ask("""await phone.store.note("made", Date.now() - 5 * 24 * 3600 * 1000); const there = async () => Boolean((await phone.seal.reading()).key);
        const { key } = await phone.seal.reading(); await phone.store.put("pages", { url: "shell", ...(await phone.seal.close({ html: "<body>" }, key)) });
        let free; const fetching = phone.pack.packing(() => new Promise((done) => { free = done; })); await navigator.locks.query();
        const during = [await phone.pack.copyOf("/field/"), await there()]; free(); await fetching;
        return [...during, await phone.pack.copyOf("/field/"), await there(), await phone.store.count("pages")];""")
        == [None, True, None, False, 0]
    )
