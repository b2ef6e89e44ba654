// A browser that keeps work for the field does not log out over it: the outbox sends first.
const FLAG = "mulin-field";

function keeps() {
  try {
    return localStorage.getItem(FLAG) === "1";
  } catch {
    return false;
  }
}

export function start() {
  document.addEventListener("submit", (event) => {
    if (event.target.getAttribute("action") !== "/logout/" || !keeps()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    window.location.assign("/field/outbox/?leave=1");
  }, true);
}
