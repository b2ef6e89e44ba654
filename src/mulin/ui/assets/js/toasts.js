// Notes at the foot of the page: good news leaves by itself, anything with a choice or an error stays.
const LINGER = 8000;

function watch(note) {
  note.querySelectorAll("[data-note-close]").forEach((button) => button.addEventListener("click", () => note.remove()));
  if (note.matches("[data-stays]")) return;
  let timer = 0;
  const leave = () => {
    timer = setTimeout(() => note.remove(), LINGER);
  };
  const stay = () => clearTimeout(timer);
  ["mouseenter", "focusin"].forEach((name) => note.addEventListener(name, stay));
  ["mouseleave", "focusout"].forEach((name) => note.addEventListener(name, leave));
  leave();
}

function failed(event) {
  const status = event.detail.xhr ? event.detail.xhr.status : 0;
  const holder = document.getElementById("toasts");
  if (!holder || status >= 400) return;
  const note = document.createElement("div");
  note.className = "note note-error";
  note.setAttribute("data-stays", "");
  note.setAttribute("role", "alert");
  const words = document.createElement("p");
  words.textContent = holder.dataset.offline;
  const close = document.createElement("button");
  close.type = "button";
  close.setAttribute("data-note-close", "");
  close.textContent = holder.dataset.close;
  note.append(words, close);
  holder.append(note);
  watch(note);
}

export function start() {
  const holder = document.getElementById("toasts");
  if (!holder) return;
  holder.querySelectorAll(".note").forEach(watch);
  new MutationObserver((changes) => {
    changes.forEach((change) =>
      change.addedNodes.forEach((node) => {
        if (node.nodeType === 1 && node.matches(".note") && !node.dataset.seen) {
          node.dataset.seen = "1";
          watch(node);
        }
      }),
    );
  }).observe(holder, { childList: true });
  ["htmx:sendError", "htmx:timeout"].forEach((name) => document.addEventListener(name, failed));
}
