// The resident's report: sent as a plain form while there is network, kept on the phone while there is none.
import { all, drop, meta, note, put } from "./store.js";
import { freshId, lock, makeReadingKey, unlock } from "./seal.js";
import { keepReport } from "./queue.js";
import { account, copied, say, words } from "./bar.js";
import { whenBack } from "./ways.js";

const SOON = 4000;
const FLASH = "mulin-flash";

async function reachable() {
  if (!navigator.onLine) return false;
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), SOON);
  try {
    return (await fetch("/healthz", { cache: "no-store", signal: stop.signal })).ok;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

async function read(form, submitter) {
  const data = new FormData(form);
  if (submitter && submitter.name) data.append(submitter.name, submitter.value);
  const fields = [];
  const photos = [];
  for (const [name, value] of data.entries()) {
    if (typeof value === "string") {
      if (name !== "csrfmiddlewaretoken") fields.push([name, value]);
    } else if (value.size) photos.push({ name: value.name, type: value.type, bytes: await value.arrayBuffer() });
  }
  return { id: data.get("id"), label: String(data.get("text") || form.dataset.label).slice(0, 40), account: account(), fields, photos };
}

async function keep(form, submitter) {
  try {
    await keepReport(await read(form, submitter));
  } catch {
    say(words().full, "error");
    form.removeAttribute("aria-busy");
    form.querySelectorAll("[aria-busy]").forEach((element) => element.removeAttribute("aria-busy"));
    return;
  }
  localStorage.setItem("mulin-field", "1");
  whenBack();
  sessionStorage.setItem(FLASH, words().kept);
  window.location.assign("/report/");
}

function plainly(form, submitter) {
  if (submitter && submitter.name) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: submitter.name, value: submitter.value });
    form.append(field);
  }
  form.submit();
}

async function onSubmit(event) {
  const form = event.target;
  if (event.defaultPrevented || !(form instanceof HTMLFormElement) || !("report" in form.dataset)) return;
  event.preventDefault();
  const { submitter } = event;
  if (form.dataset.mending || !(await reachable())) keep(form, submitter);
  else plainly(form, submitter);
}

// The form as it was filled in, photos too.
async function fill(form, entry) {
  const kept = await unlock(entry.locked);
  if (!kept) return;
  form.dataset.mending = "1";
  kept.fields.forEach(([name, value]) => {
    const fields = [...form.querySelectorAll(`[name="${name}"]`)];
    fields.forEach((field) => {
      if (["checkbox", "radio"].includes(field.type)) field.checked = field.value === value;
      else field.value = value;
    });
  });
  const input = form.querySelector('input[type="file"]');
  if (input && window.DataTransfer) {
    const carrier = new DataTransfer();
    kept.photos.forEach((photo) => carrier.items.add(new File([new Uint8Array(photo.bytes)], photo.name, { type: photo.type })));
    input.files = carrier.files;
    input.dispatchEvent(new Event("change"));
  }
  await put("queue", { ...entry, state: "waiting" });
}

// The page itself, as a stranger to nobody but this phone, for the next time without network.
async function copyPage() {
  if (copied() || !navigator.onLine) return;
  const answer = await fetch("/report/", { credentials: "same-origin" });
  if (!answer.ok || answer.redirected) return;
  const html = (await answer.text()).replace(/(name="csrfmiddlewaretoken" value=")[^"]*/g, "$1");
  await note("policy", answer.headers.get("Content-Security-Policy") || "");
  await put("pages", { url: "/report/", version: String(Date.now()), ...(await lock({ html, made: Date.now() })) });
}

export async function start() {
  const form = document.querySelector("form[data-report]");
  if (!form) return;
  if (!(await meta("reading"))) await makeReadingKey();
  if (copied()) form.elements.id.value = freshId();
  document.addEventListener("submit", onSubmit);
  const arrived = await meta("arrived");
  if (arrived && navigator.onLine) {
    await drop("meta", "arrived");
    say(words().sent, "", arrived.url);
  }
  const broken = (await all("queue")).find((entry) => entry.state === "mend" && (entry.account === null || entry.account === account()));
  if (broken) {
    await fill(form, broken);
    say(words().mend, "warning");
  }
  if (window.location.pathname === "/report/") copyPage().catch(() => {});
}
