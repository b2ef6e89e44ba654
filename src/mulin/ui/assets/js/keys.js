// The desk by keyboard: letters follow links and buttons that carry data-key, j and k walk the rows, ? tells them all.
function typing(target) {
  return target.closest("input, textarea, select, [contenteditable], dialog[open], .mapbox");
}

function rowLinks() {
  return [...document.querySelectorAll("[data-rows] a.row-link, [data-rows] a.row-card")];
}

function walk(step) {
  const links = rowLinks();
  if (!links.length) return;
  const at = links.findIndex((link) => link === document.activeElement);
  const next = links[Math.min(Math.max(at + step, 0), links.length - 1)];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

function tick() {
  const row = document.activeElement && document.activeElement.closest("tr, li");
  const box = row && row.querySelector('input[type="checkbox"]');
  if (box) box.click();
}

function help() {
  const dialog = document.getElementById("keys");
  if (!dialog || !dialog.showModal) return;
  const list = dialog.querySelector("[data-keys-page]");
  list.textContent = "";
  document.querySelectorAll("[data-key]").forEach((element) => {
    const term = document.createElement("dt");
    const key = document.createElement("kbd");
    key.textContent = element.dataset.key;
    term.append(key);
    const what = document.createElement("dd");
    what.textContent = element.dataset.keyLabel || element.getAttribute("aria-label") || element.textContent.trim();
    list.append(term, what);
  });
  dialog.showModal();
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
  if (event.key === "j") walk(1);
  else if (event.key === "k") walk(-1);
  else if (event.key === "x") tick();
  else if (event.key === "?") help();
  else {
    const element = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === event.key);
    if (!element) return;
    if (element.matches("input, textarea, select")) {
      element.focus();
      if (element.select) element.select();
    } else element.click();
  }
  event.preventDefault();
}

export function start() {
  if (document.body.hasAttribute("data-keys")) document.addEventListener("keydown", onKey);
}
