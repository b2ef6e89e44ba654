// The copy of the day for reading: fetched piece by piece, kept closed, opened when there is no network.
import { alone, ifFree } from "./alone.js";
import { all, get, meta, note, together } from "./store.js";
import { close, forget, reading, unlock, whileIts } from "./seal.js";
import { complete, drawnFor, shows, uses } from "./files.js";
import { look, makeWay } from "./room.js";
import { blocked, met, tell } from "./queue.js";

// A copy that nobody has confirmed for so long is not shown any more.
const OLDEST = 4 * 24 * 3600 * 1000;
const VERB = /^\/field\/cases\/([0-9a-f-]{36})\/([a-z_]+)\/$/;
const ROUNDS = 60;
const PATIENCE = 90000;
// The version of what has come in this very refresh.
const ANY = "*";
const LOCK = "mulin-pack";

// One at a time over all tabs: who comes second finds what the first has fetched.
export const packing = (job) => alone(LOCK, job);
export const refresh = (build) => ifFree(LOCK, () => refreshed(build));

async function ask(body) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const answer = await fetch("/field/pack/", {
      method: "POST",
      body: JSON.stringify(body),
      credentials: "same-origin",
      redirect: "manual",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      signal: stop.signal,
    });
    return { answer, told: await answer.json().catch(() => ({})) };
  } finally {
    clearTimeout(timer);
  }
}

// Within `packing`. `build`: whose files the pages will be shown with; a copy drawn for other files would have neither
// look nor forms.
export async function refreshed(build) {
  const got = {};
  const [before, stale, { key, copy }] = await Promise.all([drawnFor(), meta("stale"), reading()]);
  for (let round = 0; round < ROUNDS; round += 1) {
    const device = await meta("device");
    if (!device) return { unknown: true };
    const have = Object.fromEntries((await all("pages")).filter((page) => page.url.startsWith("/field/")).map((page) => [page.url, page.version]));
    const { answer, told } = await ask({ device: device.device, secret: device.secret, have: { ...have, ...got }, build: before || "", reads: shows() });
    const refused = await unlike(answer, told, device);
    if (refused) return refused;
    if (!shows()) return {};
    // Said first: whatever takes over meanwhile, these files stay as long as pages may be shown with them.
    if (told.build === build) await uses("drawing", build);
    if (told.build !== build || !(await complete(build))) return { build: told.build };
    if (!key || (await look())) return {};
    try {
      await kept(told, key, copy, answer.headers.get("Content-Security-Policy") || "");
    } catch {
      // Logged out or blocked meanwhile: the key is gone, and with it what was to be kept. Else there was no room.
      if (await meta("reading")) await makeWay();
      return {};
    }
    Object.keys(told.pages).forEach((url) => {
      got[url] = ANY;
    });
    if (!told.more) break;
  }
  await finished(build, copy, stale);
  tell({ changed: true, packed: true });
  return { packed: true };
}

// Why there is nothing to be kept, if so.
async function unlike(answer, told, device) {
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
  return null;
}

// A page and the forms it needs come together: leaving amid it leaves nothing half there.
async function kept(told, key, copy, policy) {
  const shut = async (head, value) => ({ ...head, ...(await close(value, key)) });
  const drawn = Object.entries(told.pages).map(([url, page]) => shut({ url, version: page.version, forms: Object.values(page.verbs || {}) }, page));
  if (told.shell) drawn.push(shut({ url: "shell", version: "" }, { html: told.shell }));
  const pages = await Promise.all(drawn);
  const forms = await Promise.all(Object.entries(told.forms).map(([name, form]) => shut({ key: name }, form)));
  await whileIts(copy, ["pages", "forms"], async (rows) => {
    pages.forEach((page) => rows.pages.put(page));
    forms.forEach((form) => rows.forms.put(form));
    told.gone.forEach((url) => rows.pages.delete(url));
    rows.meta.put(policy, "policy");
  });
}

async function finished(build, copy, stale) {
  await uses("copy", build);
  await whileIts(copy, [], async ({ meta: rows }, its) => {
    rows.put(Date.now(), "made");
    rows.put(false, "nearly");
    // What came while this was under way is not in it yet.
    if ((await its(rows.get("stale"))) === stale) rows.put(false, "stale");
  });
  await together(["pages", "forms"], async ({ pages, forms }, its) => {
    const used = new Set((await its(pages.getAll())).flatMap((page) => page.forms || []));
    (await its(forms.getAllKeys())).filter((name) => !used.has(name)).forEach((name) => forms.delete(name));
  });
}

const tooOld = (made) => Boolean(made) && Math.abs(Date.now() - made) > OLDEST;

// The page at a path as it was when there was network last, or nothing.
export async function copyOf(path) {
  const own = await whole(path);
  if (own && own.html) return own.html.replace("<body", `<body data-kept="${own.made}"`);
  const made = await meta("made");
  if (tooOld(made)) {
    // Unless somebody fetches a new one at this moment, or has just done so.
    await ifFree(LOCK, async () => tooOld(await meta("made")) && forget());
    return null;
  }
  const shell = await unlock(await get("pages", "shell"));
  const page = shell && ((await whole(path)) || (await verb(path)));
  return page ? filled(shell.html, page, made) : null;
}

const whole = async (path) => unlock(await get("pages", path));

// Where the code on a thing leads: to its own page, or to the stop of a round that asks for it; nothing where neither is here.
export async function placeOf(code) {
  const here = (path) => `${path}?code=${encodeURIComponent(code)}`;
  if (await whole(`/field/things/${code}/`)) return here(`/field/things/${code}/`);
  for (const page of (await all("pages")).filter(({ url }) => url.startsWith("/field/rounds/"))) {
    const stop = await unlock(page);
    if (stop && stop.code === code) return here(page.url);
  }
  return null;
}

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
