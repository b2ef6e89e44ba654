// The copy of the day for reading: fetched piece by piece, kept closed, opened when there is no network.
import { all, drop, get, keys, meta, note, put } from "./store.js";
import { forget, lock, unlock } from "./seal.js";
import { complete, drawnFor, shows, uses } from "./files.js";
import { look, makeWay } from "./room.js";
import { blocked, met, tell } from "./queue.js";

// A copy that nobody has confirmed for so long is not shown any more.
const OLDEST = 4 * 24 * 3600 * 1000;
const VERB = /^\/field\/cases\/([0-9a-f-]{36})\/([a-z_]+)\/$/;
const ROUNDS = 60;
// The version of what has come in this very refresh.
const ANY = "*";

function refreshing(job) {
  return navigator.locks ? navigator.locks.request("mulin-pack", { ifAvailable: true }, (mine) => (mine ? job() : null)) : job();
}

async function ask(body) {
  const answer = await fetch("/field/pack/", {
    method: "POST",
    body: JSON.stringify(body),
    credentials: "same-origin",
    redirect: "manual",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
  });
  const told = await answer.json().catch(() => ({}));
  return { answer, told };
}

// `build`: whose files the pages will be shown with; a copy drawn for other files would have neither look nor forms.
export const refresh = (build) => refreshing(async () => {
  const got = {};
  const before = await drawnFor();
  for (let round = 0; round < ROUNDS; round += 1) {
    const device = await meta("device");
    if (!device) return { unknown: true };
    const have = Object.fromEntries((await all("pages")).filter((page) => page.url.startsWith("/field/")).map((page) => [page.url, page.version]));
    const { answer, told } = await ask({ device: device.device, secret: device.secret, have: { ...have, ...got }, build: before || "", reads: shows() });
    if (told.device === "revoked") {
      await blocked();
      await ask({ device: device.device, secret: device.secret, wiped: true });
      tell({ changed: true });
      return { revoked: true };
    }
    if (answer.status === 401) {
      await note("login", true);
      return { login: true };
    }
    if (told.device === "unknown") return { unknown: true };
    if (!answer.ok || told.device !== "ok") return {};
    await met(answer, told.now);
    await Promise.all([note("server", told.key), note("undecided", told.undecided), note("login", false)]);
    if (!shows()) return {};
    if (told.build !== build || !(await complete(build))) return { build: told.build };
    // Logged out or blocked meanwhile: the key is gone, and with it what was to be kept.
    if (!(await meta("reading")) || (await look())) return {};
    try {
      await kept(told);
    } catch {
      if (await meta("reading")) await makeWay();
      return {};
    }
    await note("policy", answer.headers.get("Content-Security-Policy") || "");
    Object.keys(told.pages).forEach((url) => {
      got[url] = ANY;
    });
    if (!told.more) break;
  }
  await Promise.all([uses("copy", build), note("made", Date.now()), note("nearly", false), note("stale", false)]);
  await tidy();
  tell({ changed: true, packed: true });
  return { packed: true };
});

async function kept(told) {
  if (told.shell) await put("pages", { url: "shell", version: "", ...(await lock({ html: told.shell })) });
  for (const [url, page] of Object.entries(told.pages)) {
    await put("pages", { url, version: page.version, forms: Object.values(page.verbs || {}), ...(await lock(page)) });
  }
  for (const [key, form] of Object.entries(told.forms)) await put("forms", { key, ...(await lock(form)) });
  for (const url of told.gone) await drop("pages", url);
}

async function tidy() {
  const used = new Set((await all("pages")).flatMap((page) => page.forms || []));
  for (const key of await keys("forms")) if (!used.has(key)) await drop("forms", key);
}

// The page at a path as it was when there was network last, or nothing.
export async function copyOf(path) {
  const own = await whole(path);
  if (own && own.html) return own.html.replace("<body", `<body data-kept="${own.made}"`);
  const made = await meta("made");
  if (made && Math.abs(Date.now() - made) > OLDEST) {
    await forget();
    return null;
  }
  const shell = await unlock(await get("pages", "shell"));
  const page = shell && ((await whole(path)) || (await verb(path)));
  return page ? filled(shell.html, page, made) : null;
}

const whole = async (path) => unlock(await get("pages", path));

async function verb(path) {
  const found = VERB.exec(path);
  const page = found && (await whole(`/field/cases/${found[1]}/`));
  const key = page && page.verbs && page.verbs[found[2]];
  const form = key && (await unlock(await get("forms", key)));
  if (!form) return null;
  const fill = (html) => html.replace(/⟦(id|title|number|version)⟧/g, (_whole, name) => page.holes[name]);
  return { title: fill(form.title), head: form.head, main: fill(form.main) };
}

function filled(shell, page, made) {
  const parts = { title: page.title, head: page.head, main: page.main };
  const html = shell.replace(/<!--(title|head|main)-->/g, (_whole, name) => parts[name]);
  return html.replace("<body", `<body data-kept="${made}"`);
}
