// A form is sent once: its button tells that work is under way; waits for photos that are still being shrunk.
const waiting = new WeakMap();

export function waitFor(form, promise) {
  const all = Promise.allSettled([waiting.get(form), promise].filter(Boolean));
  waiting.set(form, all);
  all.then(() => {
    if (waiting.get(form) === all) waiting.delete(form);
  });
}

export function submitAgain(form, submitter) {
  if (form.requestSubmit) form.requestSubmit(submitter && form.contains(submitter) ? submitter : undefined);
  else form.submit();
}

function onSubmit(event) {
  const form = event.target;
  if (event.defaultPrevented || !(form instanceof HTMLFormElement)) return;
  const pending = waiting.get(form);
  if (pending) {
    event.preventDefault();
    event.stopImmediatePropagation();
    pending.then(() => submitAgain(form, event.submitter));
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
