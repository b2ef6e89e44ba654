// What pages of the field carry beside the rest: the worker, the copy of the day, and the queue of what was done.
import { all, drop, meta, note, wipe } from "./offline/store.js";
import { can, makeReadingKey } from "./offline/seal.js";
import { hear, met } from "./offline/queue.js";
import { refresh } from "./offline/pack.js";
import { account, draw, start as bar } from "./offline/bar.js";
import { mark, start as forms } from "./offline/forms.js";
import { leave } from "./offline/leave.js";
import { cookie, start as copies } from "./offline/copies.js";
import { start as outbox } from "./offline/outbox.js";
import { start as reports } from "./offline/reports.js";
import { ask } from "./offline/ways.js";

const AGAIN = 30000;
const SOON = 1000;
const STALE = 5 * 60 * 1000;
const FLAG = "mulin-field";

async function enrol() {
  const headers = { "X-CSRFToken": cookie("csrftoken"), Accept: "application/json" };
  const answer = await fetch("/field/device/", { method: "POST", credentials: "same-origin", redirect: "manual", headers });
  if (!answer.ok) return false;
  const told = await answer.json();
  await wipe();
  await drop("meta", "blocked");
  await makeReadingKey();
  await note("device", { device: told.device, secret: told.secret, account: told.account });
  await note("account", told.account);
  await note("server", told.key);
  await met(answer);
  localStorage.setItem(FLAG, "1");
  if (navigator.storage && navigator.storage.persist) navigator.storage.persist().catch(() => {});
  return true;
}

// The copy belongs to one account: another's goes before theirs comes. What the other has not sent stays, closed.
async function copyForReading() {
  if (!navigator.onLine || account() === null || !window.location.pathname.startsWith("/field/")) return;
  const device = await meta("device");
  const known = device && device.account === account() && (await meta("reading"));
  if (!known && !(await enrol())) return;
  await mark();
  const made = await meta("made");
  if (made && Date.now() - made < STALE && Date.now() >= made) return;
  const result = await refresh();
  if (result && result.unknown && (await enrol())) await refresh();
  await mark();
}

async function sendWaiting() {
  const waiting = await all("queue");
  const mine = waiting.some((entry) => entry.account === null || entry.account === account());
  if (navigator.onLine && (mine || (await meta("blocked")))) ask("send", (await meta("blocked")) ? {} : { account: account() });
}

// After a cut line the next try comes soon, then less and less so; never less than every half minute.
let pause = SOON;
let timer = 0;
function soonAgain({ cut, again }) {
  clearTimeout(timer);
  pause = cut ? Math.min(pause * 2, AGAIN) : SOON;
  timer = setTimeout(sendWaiting, again ? pause : AGAIN);
}

function worker() {
  if (!navigator.serviceWorker) return;
  const scope = window.location.pathname.startsWith("/report/") ? "/report/" : "/field/";
  navigator.serviceWorker.register("/sw.js", { scope }).catch(() => {});
}

async function begin() {
  copies();
  await bar();
  await forms();
  outbox();
  await reports();
  worker();
  window.addEventListener("online", () => sendWaiting().then(copyForReading));
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && sendWaiting());
  hear((news) => news.result && news.result.receipt && note("made", 0));
  hear((news) => news.over !== undefined && soonAgain(news));
  soonAgain({});
  await sendWaiting();
  await copyForReading();
  await leave();
  await draw();
  const serving = navigator.serviceWorker && (await navigator.serviceWorker.ready);
  if (serving && navigator.onLine) serving.active.postMessage({ ask: "rest" });
}

if (can()) begin().catch(() => {});
