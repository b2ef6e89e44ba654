// Rows of what was done here and still waits to be sent say so, so that nobody does it twice.
import { all } from "./store.js";
import { filled, words } from "./bar.js";

// What is done to its subject once and for all: the form goes.
const ONCE = new Set(["own.tick", "diary.erase"]);

function counted(waiting, link) {
  const path = link.pathname;
  return waiting.filter(({ subject }) => path.endsWith(`/${subject}/`) || path.endsWith(`/${subject.split("/")[0]}/`)).length;
}

export async function start() {
  const waiting = (await all("queue")).filter((entry) => entry.subject);
  document.querySelectorAll("main a.row-card[href]").forEach((link) => {
    const n = counted(waiting, link);
    if (!n) return;
    const mark = document.createElement("span");
    mark.className = "row-sub";
    mark.textContent = filled(words().waiting, { n });
    link.append(mark);
  });
  const done = new Set(waiting.filter((entry) => ONCE.has(entry.what)).map((entry) => `${entry.what} ${entry.subject}`));
  document.querySelectorAll("main form[data-act]").forEach((form) => {
    if (done.has(`${form.dataset.act} ${form.dataset.subject}`)) form.remove();
  });
}
