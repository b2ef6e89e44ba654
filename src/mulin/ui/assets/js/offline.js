// What pages of the field carry beside the rest: the worker, the copy of the day, and the queue of what was done.
import { all, drop, meta, note } from "./offline/store.js";
import { can, forget, makeReadingKey } from "./offline/seal.js";
import { complete, drawnFor, shows } from "./offline/files.js";
import { look } from "./offline/room.js";
import { hear, met } from "./offline/queue.js";
import { refresh } from "./offline/pack.js";
import { account, draw, start as bar } from "./offline/bar.js";
import { mark, start as forms } from "./offline/forms.js";
import { keeps, leave } from "./offline/leave.js";
import { cookie, start as mend } from "./offline/copies.js";
import { start as outbox } from "./offline/outbox.js";
import { copyPage, start as reports } from "./offline/reports.js";
import { ask, served } from "./offline/ways.js";

const AGAIN = 30000;
const SOON = 1000;
const STALE = 5 * 60 * 1000;
const TAKEOVER = 5000;
const LEAVING = new URLSearchParams(window.location.search).get("leave") === "1";
const BUILD = (document.querySelector('meta[name="mulin-build"]') || {}).content || "";

async function enrol() {
  const headers = { "X-CSRFToken": cookie("csrftoken"), Accept: "application/json" };
  const answer = await fetch("/field/device/", { method: "POST", credentials: "same-origin", redirect: "manual", headers });
  if (!answer.ok) return false;
  const told = await answer.json();
  await forget();
  await drop("meta", "blocked");
  await makeReadingKey();
  await note("device", { device: told.device, secret: told.secret, account: told.account });
  await note("account", told.account);
  await note("server", told.key);
  await met(answer);
  keeps("/field/outbox/");
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
  const [made, stale] = await Promise.all([meta("made"), meta("stale")]);
  if (made && !stale && Date.now() - made < STALE && Date.now() >= made && (await drawnFor()) === BUILD) return;
  let result = await refresh(BUILD);
  if (result && result.unknown && (await enrol())) result = await refresh(BUILD);
  await mark();
  if (result && result.packed && served()) ask("pictures");
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

// The worker behind this page once it serves; nothing where the browser has none. A newer build is fetched now.
async function worker() {
  if (!navigator.serviceWorker) return null;
  const scope = window.location.pathname.startsWith("/report/") ? "/report/" : "/field/";
  const registration = await navigator.serviceWorker.register("/sw.js", { scope }).catch(() => null);
  if (!registration) return null;
  hear((news) => news.files === BUILD && served() && copies());
  await navigator.serviceWorker.ready;
  if (!served()) {
    await new Promise((done) => {
      navigator.serviceWorker.addEventListener("controllerchange", done, { once: true });
      setTimeout(done, TAKEOVER);
    });
  }
  if (navigator.onLine && shows() && !(await complete(BUILD))) registration.update().catch(() => {});
  return registration;
}

// One after the other; not where the person is about to leave.
let turn = Promise.resolve();
function copies() {
  const next = () => (LEAVING ? null : copyForReading().then(() => copyPage(BUILD)));
  turn = turn.then(next).catch(() => {});
  return turn;
}

async function begin() {
  mend();
  await look();
  await bar();
  await forms();
  outbox();
  await reports();
  const serving = worker();
  window.addEventListener("online", () => sendWaiting().then(copies));
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && sendWaiting());
  hear((news) => news.result && news.result.receipt && note("stale", true));
  hear((news) => news.over !== undefined && soonAgain(news));
  soonAgain({});
  await sendWaiting();
  if (LEAVING) await leave();
  await serving;
  await copies();
  await draw();
  if (navigator.onLine && served()) ask("rest");
}

if (can()) begin().catch(() => {});
