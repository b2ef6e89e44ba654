// A form with data-act is kept on the phone before it is sent, so that nothing on the way can lose it.
import { meta } from "./store.js";
import { can } from "./seal.js";
import { hear, keep, withdrawn } from "./queue.js";
import { account, say, words } from "./bar.js";
import { handed, nameOf, notHanded, watch } from "./drafts.js";
import { flash, keptHere, plainly, release } from "./plain.js";
import { ask, reachable, served, whenBack } from "./ways.js";
import { smaller } from "../shrink.js";

// So long the person waits for the answer before the work goes on without it.
const LIVE = 8000;
const MEND = { outcome: "mend" };
const OWN = new Set(["csrfmiddlewaretoken", "next", "expected_version"]);

export async function ready() {
  if (!can()) return false;
  const [device, server, reading] = await Promise.all([meta("device"), meta("server"), meta("reading")]).catch(() => []);
  return Boolean(device && server && reading && device.account === account());
}

async function read(form, submitter, less = (file) => file) {
  const data = new FormData(form);
  if (submitter && submitter.name) data.append(submitter.name, submitter.value);
  const fields = {};
  const photos = [];
  for (const [name, value] of data.entries()) {
    if (typeof value === "string") {
      if (!OWN.has(name)) (fields[name] = fields[name] || []).push(value);
    } else if (value.size) photos.push({ stage: name, bytes: await (await less(value)).arrayBuffer() });
  }
  const seen = data.get("expected_version") || form.dataset.seen;
  return {
    what: form.dataset.act,
    subject: form.dataset.subject || "",
    label: form.dataset.label || document.title,
    to: "/field/acts/",
    account: account(),
    draft: nameOf(form),
    seen: seen ? Number(seen) : null,
    fields,
    photos,
  };
}

// The receipt of an act, or nothing when there is none yet.
function answered(id) {
  if (!navigator.onLine) return Promise.resolve(null);
  return new Promise((done) => {
    const timer = setTimeout(() => end(null), LIVE);
    const still = hear((news) => {
      if (news.id === id) end(news.result && (news.result.mend ? MEND : news.result.receipt));
      else if (news.over === id) end(null);
    });
    function end(receipt) {
      clearTimeout(timer);
      still();
      done(receipt || null);
    }
    ask("send", { account: account(), live: id });
  });
}

// Kept as it is; where there is no room for it, with smaller photos.
async function kept(form, submitter) {
  try {
    return { id: await keep(await read(form, submitter)), said: words().kept };
  } catch (error) {
    if (!form.querySelector('input[type="file"]')) throw error;
    return { id: await keep(await read(form, submitter, smaller)), said: words().smaller };
  }
}

// Why nothing was kept. Who logged in since is not the one who wrote it, so it is not posted either.
async function notKept(form, submitter) {
  const still = await ready();
  if (still && (await reachable())) return handed(form).then(() => plainly(form, submitter));
  say(still ? words().full : words().gone, "error");
  notHanded(form);
  under.delete(form);
  return release(form);
}

async function act(form, submitter) {
  // Where no worker runs and the house answers there is nothing to be won by keeping.
  if (!served() && (await reachable())) return handed(form).then(() => plainly(form, submitter));
  let waits;
  try {
    waits = await kept(form, submitter);
  } catch {
    return notKept(form, submitter);
  }
  await handed(form);
  const receipt = await answered(waits.id);
  if (!receipt) {
    whenBack();
    return keptHere(form, form.dataset.next || "/field/", waits.said);
  }
  if (receipt === MEND && (await withdrawn(waits.id))) return plainly(form, submitter);
  return window.location.assign(receipt.outcome === "done" ? form.dataset.next || receipt.url : "/field/outbox/");
}

// Forms whose act is being kept: pressed twice it is one act, whatever else the page does meanwhile.
const under = new WeakSet();
let known = false;
let look;
const looked = new Promise((done) => {
  look = done;
});

async function taken(form, submitter) {
  await looked;
  if (form.dataset.ready) await act(form, submitter);
  else plainly(form, submitter);
}

function onSubmit(event) {
  const form = event.target;
  if (event.defaultPrevented || !(form instanceof HTMLFormElement) || !form.dataset.act || form.dataset.plain) return;
  if (known && !form.dataset.ready) return;
  event.preventDefault();
  if (under.has(form)) return;
  under.add(form);
  taken(form, event.submitter);
}

// At once: what is sent before it is known whether the phone can keep it waits until it is.
export function listen() {
  document.addEventListener("submit", onSubmit);
  // The page is shown again as it was left, with the form in it.
  window.addEventListener("pageshow", (event) => event.persisted && document.querySelectorAll("form[data-act]").forEach((form) => {
    under.delete(form);
    notHanded(form);
  }));
}

export async function start() {
  flash();
  await mark().finally(() => {
    known = true;
    look();
  });
}

// Forms are taken over only where all that keeping needs is there; else they are plain forms.
export async function mark() {
  const yes = await ready();
  document.querySelectorAll("form[data-act]").forEach((form) => {
    // Else the browser would write down in the open what is typed here, to offer it again.
    if (yes) form.autocomplete = "off";
    if (yes) watch(form);
    if (yes) form.dataset.ready = "1";
    else delete form.dataset.ready;
  });
}
