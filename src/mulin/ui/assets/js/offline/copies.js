// A copy lacks what only the server knows at that moment: the token, where one is, what was asked for.
import { all } from "./store.js";
import { copied } from "./bar.js";
import { start as marks } from "./marks.js";

const cookie = (name) => (document.cookie.split("; ").find((one) => one.startsWith(`${name}=`)) || "").slice(name.length + 1);

function here() {
  const links = [...document.querySelectorAll(".tabbar a")];
  const fitting = links.filter((link) => window.location.pathname.startsWith(link.pathname));
  const deepest = fitting.sort((one, other) => other.pathname.length - one.pathname.length)[0];
  links.forEach((link) => link.removeAttribute("aria-current"));
  if (deepest) deepest.setAttribute("aria-current", "page");
}

function chosen() {
  const asked = new URLSearchParams(window.location.search);
  const wanted = asked.get("asked");
  document.querySelectorAll("li[data-asked]").forEach((row) => {
    row.hidden = Boolean(wanted) && row.dataset.asked !== wanted;
  });
  document.querySelectorAll(".views a").forEach((tab) => {
    const its = new URLSearchParams(tab.search).get("asked");
    tab.toggleAttribute("aria-current", its === wanted);
    if (its === wanted) tab.setAttribute("aria-current", "page");
  });
  const household = asked.get("household");
  const form = document.querySelector('form[data-act="finding.report"]');
  if (household && form && !form.elements.household) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: "household", value: household });
    form.append(field);
  }
}

// The code that was read on the way here is the proof of the place, as where the house leads on.
function shown() {
  const code = new URLSearchParams(window.location.search).get("code");
  const form = code && document.querySelector("main form[data-sheet]");
  if (!form) return;
  if (!form.elements.code) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "code" }));
  form.elements.code.value = code;
}

// Of these there may be several on one case.
const OFTEN = new Set(["note"]);

// What was done here without network: it is not offered twice, and what then fits is.
async function done() {
  const here = /^\/field\/cases\/([0-9a-f-]{36})\/$/.exec(window.location.pathname);
  if (!here) return;
  const verbs = new Set((await all("queue")).filter((entry) => entry.subject === here[1]).map((entry) => entry.what.replace("case.", "")));
  document.querySelectorAll("[data-after]").forEach((link) => {
    link.hidden = !verbs.has(link.dataset.after);
  });
  verbs.forEach((verb) => OFTEN.has(verb) || document.querySelectorAll(`.verbs a[href="${here[0]}${verb}/"]:not([data-after])`).forEach((link) => link.remove()));
}

export function start() {
  if (!copied()) return;
  done().catch(() => {});
  marks().catch(() => {});
  document.querySelectorAll('input[name="csrfmiddlewaretoken"]').forEach((field) => {
    field.value = cookie("csrftoken");
  });
  here();
  chosen();
  shown();
}

export { cookie };
