// A form is sent once: its button tells that work is under way; waits for photos that are still being shrunk.
const waiting = new WeakMap();
const again = new WeakSet();

export function waitFor(form, promise) {
  const all = Promise.allSettled([waiting.get(form), promise].filter(Boolean));
  waiting.set(form, all);
  all.then(() => {
    if (waiting.get(form) === all) waiting.delete(form);
  });
}

export function submitAgain(form, submitter) {
  const pressed = submitter && form.contains(submitter) ? submitter : undefined;
  if (form.requestSubmit) form.requestSubmit(pressed);
  else (pressed || form.querySelector("button:not([type]), [type=submit]")).click();
}

function onSubmit(event) {
  const form = event.target;
  if (event.defaultPrevented || !(form instanceof HTMLFormElement)) return;
  const pending = waiting.get(form);
  if (pending) {
    event.preventDefault();
    event.stopImmediatePropagation();
    // Pressed twice while the photos are shrunk it is sent once.
    if (!again.has(form)) pending.then(() => again.delete(form) && submitAgain(form, event.submitter));
    again.add(form);
    return;
  }
  if (form.method !== "post" || form.hasAttribute("data-again")) return;
  if (form.getAttribute("aria-busy") === "true") {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  form.setAttribute("aria-busy", "true");
  if (event.submitter) event.submitter.setAttribute("aria-busy", "true");
}

function release(root) {
  root.querySelectorAll('[aria-busy="true"]').forEach((element) => element.removeAttribute("aria-busy"));
}

export function start() {
  document.addEventListener("submit", onSubmit, true);
  window.addEventListener("pageshow", () => release(document));
  document.addEventListener("htmx:afterRequest", (event) => {
    const element = event.detail.elt;
    if (element.removeAttribute) element.removeAttribute("aria-busy");
    if (element.querySelectorAll) release(element);
  });
}
