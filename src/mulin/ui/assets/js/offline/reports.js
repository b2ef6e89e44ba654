// The resident's report: sent as a plain form while there is network, kept on the phone while there is none.
import { all, change, take } from "./store.js";
import { close, freshId, makeReadingKey, reading, whileIts } from "./seal.js";
import { complete, shows, uses } from "./files.js";
import { hear, keepReport, writtenIn } from "./queue.js";
import { keeps } from "./leave.js";
import { account, copied, say, words } from "./bar.js";
import { keptHere, plainly, release } from "./plain.js";
import { reachable, whenBack } from "./ways.js";
import { smaller } from "../shrink.js";

async function read(form, submitter, less = (file) => file) {
  const data = new FormData(form);
  if (submitter && submitter.name) data.append(submitter.name, submitter.value);
  const fields = [];
  const photos = [];
  for (const [name, value] of data.entries()) {
    if (typeof value === "string") {
      if (name !== "csrfmiddlewaretoken") fields.push([name, value]);
    } else if (value.size) photos.push({ name: value.name, type: value.type, bytes: await (await less(value)).arrayBuffer() });
  }
  return { id: data.get("id"), label: String(data.get("text") || form.dataset.label).slice(0, 40), account: account(), fields, photos };
}

async function keep(form, submitter) {
  let said = words().kept;
  try {
    await keepReport(await read(form, submitter)).catch(async () => {
      said = words().smaller;
      await keepReport(await read(form, submitter, smaller));
    });
  } catch {
    if (await reachable()) return plainly(form, submitter);
    say(words().full, "error");
    return release(form);
  }
  keeps("/report/");
  whenBack();
  keptHere(form, "/report/", said);
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
  const kept = await writtenIn(entry);
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
  await change("queue", entry.seq, (row) => (row && row.state === "mend" ? { ...row, state: "waiting" } : undefined));
}

// The page itself, as a stranger to nobody but this phone, for the next time without network.
export async function copyPage(build) {
  if (copied() || !navigator.onLine || window.location.pathname !== "/report/" || !shows() || !(await complete(build))) return;
  const answer = await fetch("/report/", { credentials: "same-origin" });
  if (!answer.ok || answer.redirected) return;
  const html = (await answer.text()).replace(/(name="csrfmiddlewaretoken" value=")[^"]*/g, "$1");
  const policy = answer.headers.get("Content-Security-Policy") || "";
  if (!html.includes(`content="${build}"`)) return;
  if (account() !== null) keeps("/report/");
  await uses("report", build);
  const { key, copy } = await reading();
  const page = { url: "/report/", version: String(Date.now()), ...(await close({ html, made: Date.now() }, key)) };
  await whileIts(copy, ["pages"], async (rows) => {
    rows.pages.put(page);
    rows.meta.put(policy, "policy");
  });
}

// Reports of before have arrived: where they can be looked at.
async function arrivals() {
  if (!navigator.onLine) return;
  [].concat((await take("meta", "arrived")) || []).forEach((one) => say(words().sent, "", one.url));
}

const ours = () => document.querySelector("form[data-report]");

// At once, so that nobody sends the form past the phone while the rest is looked up.
export function listen() {
  const form = ours();
  if (!form) return;
  if (copied()) form.elements.id.value = freshId();
  document.addEventListener("submit", onSubmit);
}

export async function start() {
  const form = ours();
  if (!form) return;
  await makeReadingKey();
  await arrivals();
  hear((news) => news.result && news.result.receipt && arrivals());
  const broken = (await all("queue")).find((entry) => entry.state === "mend" && (entry.account === null || entry.account === account()));
  if (broken) {
    await fill(form, broken);
    say(words().mend, "warning");
  }
}
