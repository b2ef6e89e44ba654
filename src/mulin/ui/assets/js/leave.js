// A browser that keeps work for the field does not log out over it: the outbox sends first.
const FLAG = "mulin-field";
const OUTBOX = "/field/outbox/";

// The page that sends first: the field's, or the resident's report. "1" is what the field once wrote.
function keeper() {
  try {
    const path = localStorage.getItem(FLAG);
    return path === "/report/" || !path ? path : OUTBOX;
  } catch {
    return null;
  }
}

export function start() {
  document.addEventListener("submit", (event) => {
    if (event.target.getAttribute("action") !== "/logout/" || !keeper()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    window.location.assign(`${keeper()}?leave=1`);
  }, true);
}
