// What pages of the field carry beside the rest: the worker, the copy of the day, and the queue of what was done.
import { all, meta } from "./offline/store.js";
import { begin as entrusted, can } from "./offline/seal.js";
import { complete, drawnFor, shows } from "./offline/files.js";
import { look, outdated } from "./offline/room.js";
import { hear, met } from "./offline/queue.js";
import { packing, refreshed } from "./offline/pack.js";
import { account, draw, start as bar } from "./offline/bar.js";
import { listen, mark, start as forms } from "./offline/forms.js";
import { keeps, leave } from "./offline/leave.js";
import { cookie, start as mend } from "./offline/copies.js";
import { start as outbox } from "./offline/outbox.js";
import { copyPage, listen as listenForReports, start as reports } from "./offline/reports.js";
import { ask, served } from "./offline/ways.js";

const AGAIN = 30000;
const SOON = 1000;
const STALE = 5 * 60 * 1000;
const TAKEOVER = 5000;
const TIMES = 3;
const LEAVING = new URLSearchParams(window.location.search).get("leave") === "1";
const BUILD = (document.querySelector('meta[name="mulin-build"]') || {}).content || "";
const FIELD = window.location.pathname.startsWith("/field/");

// For whom this page was drawn and for nobody else: another may have logged in since in another tab.
async function enrol() {
  const headers = { "X-CSRFToken": cookie("csrftoken"), Accept: "application/json" };
  const body = new URLSearchParams({ account: String(account()) });
  const answer = await fetch("/field/device/", { method: "POST", body, credentials: "same-origin", redirect: "manual", headers });
  if (!answer.ok) return false;
  const told = await answer.json();
  const device = { device: told.device, secret: told.secret, account: told.account };
  await entrusted({ device, account: told.account, server: told.key });
  await met(answer);
  keeps("/field/outbox/");
  if (navigator.storage && navigator.storage.persist) navigator.storage.persist().catch(() => {});
  return true;
}

// The copy belongs to one account: another's goes before theirs comes. What the other has not sent stays, closed.
async function known() {
  const [device, reading] = await Promise.all([meta("device"), meta("reading")]);
  return Boolean(device && device.account === account() && reading);
}

async function fresh() {
  const [made, stale, drawn] = await Promise.all([meta("made"), meta("stale"), drawnFor()]);
  return made && !stale && Date.now() - made < STALE && Date.now() >= made && drawn === BUILD;
}

// What changed while the copy was under way is fetched after it.
async function fetched() {
  if (!(await known()) && !(await enrol())) return false;
  await mark();
  let packed = false;
  for (let time = 0; time < TIMES && !(await fresh()); time += 1) {
    const result = await refreshed(BUILD);
    packed = packed || Boolean(result.packed);
    if (!result.packed && !(result.unknown && (await enrol()))) break;
  }
  await mark();
  return packed;
}

async function copyForReading() {
  if (!navigator.onLine || account() === null || !FIELD) return;
  if ((await packing(fetched)) && served()) ask("pictures");
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

// The code on a thing is everybody's page; on this phone it opens without network too. Its reach keeps no files of its own.
async function codes() {
  if (FIELD && navigator.serviceWorker && (await meta("made"))) await navigator.serviceWorker.register("/sw.js", { scope: "/t/" }).catch(() => {});
}

function follow() {
  window.addEventListener("online", () => sendWaiting().then(copies));
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && sendWaiting());
  hear((news) => news.result && news.result.receipt && outdated());
  hear((news) => news.over !== undefined && soonAgain(news));
  // All is sent and the page stays open: the copy should know of it before the network goes again.
  hear((news) => news.over === "" && !news.again && copies());
}

async function begin() {
  mend();
  listen();
  listenForReports();
  await look();
  await bar();
  await forms();
  outbox();
  await reports();
  const serving = worker();
  follow();
  soonAgain({});
  await sendWaiting();
  if (LEAVING) await leave();
  await serving;
  await copies();
  await draw();
  if (navigator.onLine && served()) ask("rest");
  if (navigator.onLine && served()) await codes();
}

if (can()) begin().catch(() => {});
