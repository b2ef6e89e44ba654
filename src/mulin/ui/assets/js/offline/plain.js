// What the two kinds of forms share: posting plainly after all, and saying in their place that they are kept.
import { say, words } from "./bar.js";
import { served } from "./ways.js";

const FLASH = "mulin-flash";

export function release(form) {
  form.removeAttribute("aria-busy");
  form.querySelectorAll("[aria-busy]").forEach((element) => element.removeAttribute("aria-busy"));
}

export function plainly(form, submitter) {
  if (submitter && submitter.name) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: submitter.name, value: submitter.value });
    form.append(field);
  }
  form.submit();
}

// On to the next page with a word of it; where no worker could show that page, the word stands where the form was.
export function keptHere(form, next, sentence) {
  if (served() || navigator.onLine) {
    sessionStorage.setItem(FLASH, sentence);
    window.location.assign(next);
    return;
  }
  const box = document.createElement("div");
  box.className = "alert alert-success";
  box.setAttribute("role", "status");
  box.tabIndex = -1;
  const said = document.createElement("p");
  said.textContent = words().open;
  box.append(said);
  form.replaceWith(box);
  box.focus();
}

export function flash() {
  const kept = sessionStorage.getItem(FLASH);
  if (!kept) return;
  sessionStorage.removeItem(FLASH);
  say(kept);
}
