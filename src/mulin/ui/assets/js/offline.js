// What pages of the field carry beside the rest: the worker, the copy of the day, and the queue of what was done.
import { all, drop, meta, note, wipe } from "./offline/store.js";
import { can, makeReadingKey } from "./offline/seal.js";
import { hear, met } from "./offline/queue.js";
import { refresh } from "./offline/pack.js";
import { account, draw, start as bar } from "./offline/bar.js";
import { mark, start as forms } from "./offline/forms.js";
import { cookie, start as copies } from "./offline/copies.js";
import { start as outbox } from "./offline/outbox.js";
import { ask } from "./offline/ways.js";

const AGAIN = 30000;
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
  if (!navigator.onLine || account() === null) return;
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
  worker();
  window.addEventListener("online", () => sendWaiting().then(copyForReading));
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && sendWaiting());
  hear((news) => news.result && news.result.receipt && note("made", 0));
  setInterval(sendWaiting, AGAIN);
  await sendWaiting();
  await copyForReading();
  await draw();
}

if (can()) begin().catch(() => {});
