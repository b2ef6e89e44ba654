// Confirmation of harmful verbs, and photos seen large. Without <dialog> the browser's own question is asked.
import { submitAgain } from "./busy.js";

const agreed = new WeakSet();

function ask(words, then) {
  const dialog = document.getElementById("confirm");
  if (!dialog || !dialog.showModal) {
    if (window.confirm(words.text)) then();
    return;
  }
  dialog.querySelector("[data-confirm-title]").textContent = words.title || dialog.dataset.title;
  dialog.querySelector("[data-confirm-text]").textContent = words.text;
  const yes = dialog.querySelector("[data-confirm-yes]");
  yes.textContent = words.yes || dialog.dataset.yes;
  dialog.returnValue = "";
  dialog.onclose = () => {
    if (dialog.returnValue === "yes") then();
  };
  dialog.showModal();
  dialog.querySelector("[data-confirm-no]").focus();
}

function wordsOf(element) {
  return { text: element.dataset.confirm, title: element.dataset.confirmTitle, yes: element.dataset.confirmYes };
}

function onSubmit(event) {
  const form = event.target;
  const asker = [event.submitter, form].find((element) => element && element.dataset && element.dataset.confirm);
  if (!asker) return;
  if (agreed.has(form)) {
    agreed.delete(form);
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  ask(wordsOf(asker), () => {
    agreed.add(form);
    submitAgain(form, event.submitter);
  });
}

function onHtmxConfirm(event) {
  const element = event.detail.elt;
  if (element instanceof HTMLFormElement || !element.dataset.confirm) return;
  event.preventDefault();
  ask(wordsOf(element), () => event.detail.issueRequest(true));
}

function lightbox(link) {
  const dialog = document.getElementById("lightbox");
  if (!dialog || !dialog.showModal) return false;
  const strip = link.closest(".strip");
  const links = strip ? [...strip.querySelectorAll("a[data-photo]")] : [link];
  const image = dialog.querySelector("img");
  const caption = dialog.querySelector("figcaption");
  let at = links.indexOf(link);
  const show = (step) => {
    at = (at + step + links.length) % links.length;
    image.src = links[at].href;
    image.alt = links[at].querySelector("img").alt;
    caption.textContent = links.length > 1 ? `${image.alt}（${at + 1}/${links.length}）` : image.alt;
  };
  show(0);
  dialog.querySelectorAll("[data-step]").forEach((button) => {
    button.hidden = links.length < 2;
    button.onclick = () => show(Number(button.dataset.step));
  });
  dialog.onkeydown = (event) => {
    if (event.key === "ArrowRight") show(1);
    if (event.key === "ArrowLeft") show(-1);
  };
  dialog.onclick = (event) => {
    if (event.target === dialog || event.target.tagName === "FIGURE") dialog.close();
  };
  dialog.showModal();
  return true;
}

export function start() {
  document.addEventListener("submit", onSubmit, true);
  document.addEventListener("htmx:confirm", onHtmxConfirm);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-photo]");
    if (link && !event.ctrlKey && !event.metaKey && lightbox(link)) event.preventDefault();
    const opener = event.target.closest("[data-open]");
    const dialog = opener && document.getElementById(opener.dataset.open);
    if (dialog && dialog.showModal) {
      event.preventDefault();
      dialog.showModal();
    }
    const closer = event.target.closest("[data-close]");
    if (closer && closer.closest("dialog")) closer.closest("dialog").close();
  });
}
