// What is being typed, closed like the copy: a browser that was ended behind the camera gives it back.
import { drop, meta, note } from "./store.js";
import { lock, unlock } from "./seal.js";
import { say, words } from "./bar.js";

const SOON = 500;
const TYPED = 'textarea, input[type="text"], input[type="number"], input[type="date"], input[type="radio"], input[type="checkbox"], input:not([type])';

const nameOf = (form) => `draft:${form.dataset.act}:${form.dataset.subject || ""}`;
const ticked = (field) => ["checkbox", "radio"].includes(field.type);

function typed(form) {
  const fields = [...form.querySelectorAll(TYPED)].filter((field) => field.name);
  const changed = fields.filter((field) => (ticked(field) ? field.checked !== field.defaultChecked : field.value !== field.defaultValue));
  return changed.map((field) => [field.name, field.value, field.checked]);
}

async function keepDraft(form) {
  if (!form.isConnected || form.dataset.handed) return;
  const fields = typed(form);
  await (fields.length ? note(nameOf(form), await lock(fields)) : drop("meta", nameOf(form)));
}

// Handed over: from now on it is an act, or the server's.
export function handed(form) {
  form.dataset.handed = "1";
  return drop("meta", nameOf(form)).catch(() => {});
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
    timer = setTimeout(() => keepDraft(form).catch(() => {}), SOON);
  });
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && keepDraft(form).catch(() => {}));
  giveBack(form).catch(() => {});
}
