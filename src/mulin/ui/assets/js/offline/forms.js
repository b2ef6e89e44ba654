// A form with data-act is kept on the phone before it is sent, so that nothing on the way can lose it.
import { meta } from "./store.js";
import { can } from "./seal.js";
import { hear, keep } from "./queue.js";
import { account, say, words } from "./bar.js";
import { handed, notHanded, watch } from "./drafts.js";
import { flash, keptHere, plainly, release } from "./plain.js";
import { ask, reachable, served, whenBack } from "./ways.js";
import { smaller } from "../shrink.js";

// So long the person waits for the answer before the work goes on without it.
const LIVE = 8000;
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
      if (news.id === id) end(news.result && news.result.receipt);
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

async function act(form, submitter) {
  // Where no worker runs and the house answers there is nothing to be won by keeping.
  if (!served() && (await reachable())) return handed(form).then(() => plainly(form, submitter));
  let waits;
  try {
    waits = await kept(form, submitter);
    await handed(form);
  } catch {
    if (await reachable()) return handed(form).then(() => plainly(form, submitter));
    say(words().full, "error");
    notHanded(form);
    return release(form);
  }
  const receipt = await answered(waits.id);
  if (!receipt) {
    whenBack();
    keptHere(form, form.dataset.next || "/field/", waits.said);
  } else if (receipt.outcome === "mend") form.submit();
  else window.location.assign(receipt.outcome === "done" ? form.dataset.next || receipt.url : "/field/outbox/");
}

function onSubmit(event) {
  const form = event.target;
  if (event.defaultPrevented || !(form instanceof HTMLFormElement) || !form.dataset.act || form.dataset.plain) return;
  if (!form.dataset.ready) return;
  event.preventDefault();
  act(form, event.submitter);
}

export async function start() {
  document.addEventListener("submit", onSubmit);
  flash();
  await mark();
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
