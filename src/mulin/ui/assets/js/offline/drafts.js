// What is being typed, closed like the copy: a browser that was ended behind the camera gives it back.
import { drop, meta } from "./store.js";
import { close, reading, unlock, whileIts } from "./seal.js";
import { say, words } from "./bar.js";

const SOON = 500;
const TYPED = 'textarea, input[type="text"], input[type="number"], input[type="date"], input[type="radio"], input[type="checkbox"], input:not([type])';

export const nameOf = (form) => `draft:${form.dataset.act}:${form.dataset.subject || ""}`;
const ticked = (field) => ["checkbox", "radio"].includes(field.type);

function typed(form) {
  const fields = [...form.querySelectorAll(TYPED)].filter((field) => field.name);
  const changed = fields.filter((field) => (ticked(field) ? field.checked !== field.defaultChecked : field.value !== field.defaultValue));
  return changed.map((field) => [field.name, field.value, field.checked]);
}

// One after the other on each form, so that what was begun is not put back once it has been handed over.
const turns = new WeakMap();
function inTurn(form, job) {
  const next = (turns.get(form) || Promise.resolve()).then(job).catch(() => {});
  turns.set(form, next);
  return next;
}

const keepDraft = (form) => inTurn(form, async () => {
  if (!form.isConnected || form.dataset.handed) return;
  const fields = typed(form);
  if (!fields.length) {
    await drop("meta", nameOf(form));
    return;
  }
  const { key, copy } = await reading();
  const closed = await close(fields, key);
  if (!form.dataset.handed) await whileIts(copy, [], async (rows) => rows.meta.put(closed, nameOf(form)));
});

// Handed over: from now on it is an act, or the server's.
export function handed(form) {
  form.dataset.handed = "1";
  return inTurn(form, () => drop("meta", nameOf(form)));
}

export const notHanded = (form) => delete form.dataset.handed;

async function giveBack(form) {
  const kept = await unlock(await meta(nameOf(form)));
  if (!kept || typed(form).length) return;
  kept.forEach(([name, value, checked]) => {
    const fields = [...form.querySelectorAll(TYPED)].filter((field) => field.name === name);
    const field = fields.find((one) => !ticked(one) || one.value === value);
    if (!field) return;
    if (ticked(field)) field.checked = checked;
    else field.value = value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
  say(words().draft);
}

export function watch(form) {
  if (form.dataset.watched) return;
  form.dataset.watched = "1";
  let timer = 0;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => keepDraft(form), SOON);
  });
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && keepDraft(form));
  giveBack(form).catch(() => {});
}
