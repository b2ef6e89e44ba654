"""What lies on a phone, looked at as a thief would: every store and cache of the browser, and its folder on disk."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

_LOOK = r"""async () => {
    const texts = []; const keys = []; const queue = []; const counts = {}; const files = {};
    const bytes = (data) => { for (const how of ["utf-8", "utf-16le"]) texts.push(new TextDecoder(how).decode(data)); };
    const take = async (value) => {
        if (value instanceof CryptoKey) keys.push({ extractable: value.extractable, got: await crypto.subtle.exportKey("raw", value).then(() => true, () => false) });
        else if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) bytes(value);
        else if (value && typeof value === "object") for (const [name, one] of Object.entries(value)) { texts.push(name); await take(one); }
        else texts.push(String(value));
    };
    for (const { name } of await indexedDB.databases()) {
        const db = await new Promise((done, fail) => { const asked = indexedDB.open(name); asked.onsuccess = () => done(asked.result); asked.onerror = () => fail(asked.error); });
        for (const store of db.objectStoreNames) {
            const rows = await new Promise((done) => { const asked = db.transaction(store).objectStore(store).getAll(); asked.onsuccess = () => done(asked.result); });
            counts[store] = rows.length;
            if (store === "queue") queue.push(...rows.map((row) => ({ what: row.what, state: row.state, account: row.account, sealed: Boolean(row.sealed) })));
            for (const row of rows) await take(row);
        }
        db.close();
    }
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        files[name] = (await cache.keys()).map((one) => new URL(one.url).pathname);
        if (!name.startsWith("mulin-")) for (const one of await cache.matchAll()) bytes(await one.arrayBuffer());
    }
    texts.push(JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }));
    return { text: texts.join("\n"), keys, queue, counts, files };
}"""


@dataclass(frozen=True)
class Lying:
    """Texts (bytes read as text too), keys with whether they could be taken out, rows a store, files a cache."""

    text: str
    keys: list[dict[str, bool]]
    queue: list[dict[str, Any]]
    counts: dict[str, int]
    files: dict[str, list[str]]


def lying(page: Page) -> Lying:
    return Lying(**page.evaluate(_LOOK))


def on_disk(folder: Path, words: str) -> list[str]:
    """Files of a closed browser's folder in which the words stand as they are."""
    wanted = [words.encode(), words.encode("utf-16-le")]
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [
        str(path.relative_to(folder)) for path in files if any(one in path.read_bytes() for one in wanted)
    ]
