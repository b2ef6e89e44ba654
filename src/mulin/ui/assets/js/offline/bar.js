// The bar that tells, in one sentence, whether there is network and what still waits.
import { all, meta } from "./store.js";
import { hear } from "./queue.js";

const LINGER = 6000;
const SAID = ["login", "undecided", "blocked", "nearly", "low", "contact"];
let sending = false;
let was = 0;
let goneWell = 0;
let latest = 0;
// Since this page was opened the house has answered, so whatever copy it was, there is network.
let answered = false;

export const words = () => document.getElementById("wire").dataset;
export const filled = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_whole, name) => values[name]);
export const account = () => (document.body.dataset.account ? Number(document.body.dataset.account) : null);

export function when(moment) {
  const at = new Date(moment);
  const two = (number) => String(number).padStart(2, "0");
  return `${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

export function say(sentence, tone = "", url = "") {
  const holder = document.getElementById("toasts");
  if (!holder) return;
  const body = document.createElement("div");
  body.className = `note${tone ? ` note-${tone}` : ""}`;
  if (tone) body.setAttribute("data-stays", "");
  body.setAttribute("role", tone ? "alert" : "status");
  const said = document.createElement("p");
  said.textContent = sentence;
  body.append(said);
  if (url.startsWith("/")) {
    const link = document.createElement("a");
    link.href = url;
    link.textContent = words().see;
    body.setAttribute("data-stays", "");
    body.append(link);
  }
  holder.append(body);
}

export async function draw() {
  const wire = document.getElementById("wire");
  if (!wire) return;
  latest += 1;
  const turn = latest;
  const waiting = await all("queue");
  const mine = waiting.filter((entry) => entry.account === null || entry.account === account());
  const troubled = mine.filter((entry) => entry.tries > 0).length;
  const rows = await Promise.all(SAID.map(meta));
  // What was looked up since says more than this; but that something waited is known.
  if (turn !== latest) {
    was = was || mine.length;
    return;
  }
  const { state, bad } = told(wire.dataset, mine.length, troubled, waiting.length - mine.length, rows);
  wire.hidden = !state;
  wire.querySelector("[data-wire-said]").textContent = state;
  wire.classList.toggle("is-bad", Boolean(bad));
  wire.classList.toggle("is-sent", !bad && state === wire.dataset.sent);
  was = mine.length;
  if (rows[SAID.indexOf("blocked")]) clearAway(wire.dataset.blocked);
}

// A blocked phone shows no more of what it still had on its screen.
function clearAway(sentence) {
  const main = document.getElementById("main");
  if (!main || !window.location.pathname.startsWith("/field/") || main.dataset.cleared) return;
  main.dataset.cleared = "1";
  const said = document.createElement("p");
  said.className = "alert alert-warning";
  said.textContent = sentence;
  main.replaceChildren(said);
  document.title = sentence;
}

export const copied = () => Number(document.body.dataset.kept || 0);

function told(say_, n, troubled, others, [login, undecided, blocked, nearly, low, contact]) {
  const parts = [];
  let bad = false;
  if (blocked) return { state: say_.blocked, bad: true };
  if (!navigator.onLine || (copied() && !answered)) parts.push(say_.offline);
  if (copied()) parts.push(filled(say_.copy, { at: when(copied()) }));
  if (n && login) {
    parts.push(filled(say_.login, { n }));
    bad = true;
  } else if (n && sending) parts.push(filled(say_.sending, { n }));
  else if (n) parts.push(filled(say_.waiting, { n }));
  else if (was > 0 || Date.now() - goneWell < LINGER) {
    goneWell = was > 0 ? Date.now() : goneWell;
    parts.push(say_.sent);
    setTimeout(draw, LINGER + 100);
  }
  if (troubled) parts.push(filled(say_.trouble, { n: troubled }));
  if (others) parts.push(filled(say_.other, { n: others }));
  if (undecided) {
    parts.push(filled(say_.decide, { n: undecided }));
    bad = true;
  }
  if (low) parts.push(say_.low);
  else if (nearly) parts.push(say_.nearly);
  if (contact && Math.abs(Date.parse(contact.theirs) - Date.parse(contact.ours)) > 120000) parts.push(say_.clock);
  return { state: parts.join(" · "), bad };
}

export function start() {
  hear((news) => {
    if (news.sending) sending = true;
    if (news.changed) sending = false;
    if (news.packed || (news.result && news.result.receipt)) answered = true;
    draw();
  });
  ["online", "offline"].forEach((name) => window.addEventListener(name, draw));
  return draw();
}
