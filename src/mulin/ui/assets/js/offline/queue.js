// What was done on the phone and has not been answered yet: kept first, then sent, in order, until there is a receipt.
import { alone } from "./alone.js";
import { all, change, count, drop, get, keys, meta, note, together } from "./store.js";
import { close, closeAlone, envelope, forget, freshId, freshKey, labelAlone, letter, opened, reading, unlock, unlockBytes } from "./seal.js";
import { makeWay, scarce } from "./room.js";

const FORMAT = 1;
// Reports of format 1 had their photos within their words and no key of their own; they are still opened and sent.
const REPORT_FORMAT = 2;
const PATIENCE = 90000;
const PASSED_BY = 4;
const channel = self.BroadcastChannel ? new BroadcastChannel("mulin-field") : null;

const listeners = new Set();
if (channel) channel.addEventListener("message", (event) => listeners.forEach((listener) => listener(event.data)));

// News reach this page, its sisters and the worker alike.
export function tell(news) {
  listeners.forEach((listener) => listener(news));
  if (channel) channel.postMessage(news);
}

export function hear(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

// An act: {what, subject, seen, fields: {name: [text]}, photos: [{stage, bytes}], label, account, draft}
export async function keep(act) {
  const [device, server, contact] = await Promise.all([meta("device"), meta("server"), meta("contact")]);
  // Another has logged in on this phone since the page was opened: it would go as theirs.
  if (!device || !server || (act.account !== undefined && device.account !== act.account)) throw new Error("not entrusted");
  const id = freshId();
  const told = {
    format: FORMAT,
    id,
    what: act.what,
    subject: act.subject || "",
    seen: act.seen,
    fields: act.fields,
    photos: act.photos.map((photo) => ({ stage: photo.stage, size: photo.bytes.byteLength })),
    captured: new Date().toISOString(),
    after: contact ? contact.theirs : null,
    after_phone: contact ? contact.ours : null,
    device: device.device,
    secret: device.secret,
  };
  const sealed = await envelope(letter(told, act.photos.map((photo) => photo.bytes)), server);
  // The copy may have gone meanwhile; what was done is kept all the same, without its words.
  const label = await reading().then(({ key }) => close({ label: act.label, photos: act.photos.length, at: told.captured }, key)).catch(() => null);
  const entry = { id, format: FORMAT, account: device.account, device: device.device, to: act.to, group: act.subject || id, subject: act.subject || "", what: act.what, sealed, label, tries: 0, state: "waiting" };
  await stored(entry, act.draft);
  tell({ changed: true });
  return id;
}

// A resident's report: on their own phone, so closed with the phone's key; it can be opened again to mend it.
export async function keepReport(report) {
  const written = new Date().toISOString();
  const photos = report.photos.map((photo) => ({ name: photo.name, type: photo.type, size: photo.bytes.byteLength }));
  const own = await freshKey();
  const locked = await closeAlone(letter({ fields: report.fields, photos, written }, report.photos.map((photo) => photo.bytes)), own);
  const label = await labelAlone({ label: report.label, photos: photos.length, at: written }, own);
  const entry = { id: report.id, format: REPORT_FORMAT, account: report.account, to: "/report/acts/", group: report.id, subject: "", what: "report", locked, label, tries: 0, state: "waiting", rev: freshId() };
  await stored(entry);
  tell({ changed: true });
}

// A report as it was written: {fields, photos: [{name, type, bytes}], written}
export async function writtenIn(entry) {
  if (entry.format < REPORT_FORMAT) return unlock(entry.locked);
  const bytes = await unlockBytes(entry.locked);
  if (!bytes) return null;
  const { head, rest } = opened(bytes);
  let at = 0;
  const photos = head.photos.map((photo) => ({ ...photo, bytes: rest.slice(at, (at += photo.size)) }));
  return { ...head, photos };
}

async function reportBody(entry) {
  const kept = await writtenIn(entry);
  if (!kept) return null;
  const form = new FormData();
  kept.fields.forEach(([name, value]) => form.append(name, value));
  kept.photos.forEach((photo) => form.append("photos", new Blob([new Uint8Array(photo.bytes)], { type: photo.type }), photo.name));
  form.set("id", entry.id);
  form.append("account", entry.account === null ? "" : entry.account);
  form.append("written", kept.written);
  form.append("sent", new Date().toISOString());
  return form;
}

function actBody(entry, live) {
  const form = new FormData();
  form.append("id", entry.id);
  form.append("sent", new Date().toISOString());
  if (live) form.append("live", "1");
  form.append("sealed", new Blob([entry.sealed]), "act");
  return form;
}

// When the phone is full the copy for reading makes way: it can be fetched again, work cannot.
async function stored(entry, draft) {
  if (await scarce(size(entry))) await makeWay();
  try {
    await placed(entry, draft);
  } catch {
    await makeWay();
    await placed(entry, draft);
  }
}

// What it was begun as goes at the same moment; what was put right takes the place of what was wrong.
const placed = (entry, draft) => together(["queue", "meta"], async ({ queue, meta: rows }, its) => {
  const before = entry.locked && (await its(queue.getAll())).find((one) => one.id === entry.id);
  queue.put(before ? { ...entry, seq: before.seq } : entry);
  if (draft) rows.delete(draft);
});

const size = (entry) => (entry.sealed || entry.locked.data).byteLength;

const exclusive = (job) => alone("mulin-send", job);

// Back into the hands of whoever stands before its form, if it has not gone another way meanwhile.
export const withdrawn = (id) => exclusive(async () => {
  const entry = (await all("queue")).find((one) => one.id === id);
  if (entry) await drop("queue", entry.seq);
  return Boolean(entry);
});

// Sends what waits. `live` is an act whose form is still open; its result is told by name.
export function send({ account, live = "" } = {}) {
  let cut = false;
  let moved = false;
  return exclusive(async () => {
    const stuck = new Set();
    let troubles = 0;
    for (const seq of await keys("queue")) {
      const entry = await get("queue", seq);
      if (!entry) continue;
      const theirs = account !== undefined && entry.account !== null && entry.account !== account;
      if (theirs || stuck.has(entry.group) || entry.state === "mend") continue;
      tell({ sending: true });
      const result = await one(entry, entry.id === live, account).catch(() => ({ network: true }));
      tell({ id: entry.id, result });
      cut = Boolean(result.network);
      if (result.network || result.login || result.mend) return result;
      moved = moved || Boolean(result.receipt);
      if (result.kept) {
        stuck.add(entry.group);
        troubles += result.trouble ? 1 : 0;
        if (troubles > 2) return result;
      }
    }
    return {};
  }).finally(() => tell({ changed: true, over: live, cut: cut && !moved, again: cut }));
}

// What was written without a name goes without one, whoever has logged in on this phone since.
const asWho = (entry, account) => (entry.locked && entry.account === null && account !== null ? "omit" : "same-origin");

async function one(entry, live, account) {
  const form = entry.locked ? await reportBody(entry) : actBody(entry, live);
  if (!form) return { kept: true };
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  let answer;
  let receipt;
  try {
    answer = await fetch(entry.to, { method: "POST", body: form, credentials: asWho(entry, account), headers: { "X-Mulin-Act": entry.id, "HX-Request": "true", Accept: "application/json" }, redirect: "manual", signal: stop.signal });
    receipt = await answer.json().catch(() => ({}));
  } finally {
    clearTimeout(timer);
  }
  if (answer.ok && receipt.id === entry.id && entry.locked && receipt.outcome !== "done") return tried(entry, "mend");
  // Its form may be left by now: only who still stands before it takes it back.
  if (answer.ok && receipt.outcome === "mend") return { kept: true, mend: true };
  // Nobody between us and the house knows the act's id: an answer without it is not a receipt.
  if (answer.ok && receipt.id === entry.id) return received(entry, receipt);
  if (answer.status === 401 || answer.type === "opaqueredirect") {
    await note("login", true);
    return { login: true };
  }
  const state = answer.status === 404 ? "other" : answer.status === 422 ? "unreadable" : "trouble";
  const result = await tried(entry, state);
  // An answer that is none is tried again in its place; only what stays in the way lets the others pass.
  if (state === "trouble" && entry.tries < PASSED_BY) return { network: true };
  return { ...result, trouble: state === "trouble" };
}

// It stays; a report in which something is missing can be opened again as it was filled in. What the person has put
// right while the former words were on their way is not set back.
async function tried(entry, state) {
  await change("queue", entry.seq, (row) => (row && row.rev === entry.rev ? { ...row, tries: entry.tries + 1, state } : undefined));
  return { kept: true };
}

async function received(entry, receipt) {
  await drop("queue", entry.seq);
  await note("login", false);
  if (entry.locked) await change("meta", "arrived", (before) => [].concat(before || [], { url: receipt.url, id: entry.id }));
  if (receipt.undecided !== undefined) await note("undecided", receipt.undecided);
  if (receipt.device === "revoked" && (await still(entry.device))) await blocked();
  return { receipt };
}

// What was done under a login that was blocked once says nothing of the one that came after it.
async function still(device) {
  const now = await meta("device");
  return !device || !now || now.device === device;
}

export async function blocked() {
  await forget({ blocked: true });
  if (!(await count("queue"))) await drop("meta", "device");
}

export async function met(answer, theirs) {
  const told = theirs || new Date(answer.headers.get("Date") || Date.now()).toISOString();
  await note("contact", { theirs: told, ours: new Date().toISOString() });
}
