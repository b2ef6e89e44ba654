// The worker behind /field/, the report form and the codes on things: files from its store, pages from the network or
// from the copy, and what waits is sent from here, so that leaving a page does not stop it.
import { drop, meta, note } from "./offline/store.js";
import { can } from "./offline/seal.js";
import { complete, fileOf, filesOf, tidy, uses } from "./offline/files.js";
import { copyOf, placeOf, refresh } from "./offline/pack.js";
import { PICTURE, fetchPictures, picture } from "./offline/pictures.js";
import { send, tell } from "./offline/queue.js";

const { build, files, later } = self.MULIN || { build: "none", files: [], later: [] };
const PATIENCE = 6000;
const LINGER = 2000;
const CODES = "/t/";
const CODE = /^\/t\/([\w-]+)\/$/;
const scope = () => new URL(self.registration.scope).pathname;

const one = (store, url) => fetch(url, { cache: "no-cache" }).then((answer) => (answer.ok ? store.put(url, answer) : Promise.reject(new Error(url))));

async function fill(urls) {
  const store = await filesOf(build);
  await Promise.all(urls.map(async (url) => (await store.match(url)) || one(store, url)));
}

// Nothing that is open is reloaded, and the files of a former build stay as long as a copy needs them: so a new
// worker may take over at once, whatever is being typed.
async function install() {
  // Of the codes: all it shows comes out of the field's copy, with the field's files.
  if (scope() === CODES) {
    await self.skipWaiting();
    return;
  }
  if (can()) await uses(`making:${scope()}`, build);
  await fill(files);
  if (can()) await uses(`worker:${scope()}`, build);
  tell({ files: build });
  await self.skipWaiting();
}

// What the map needs is heavy, so it comes once the day's copy is there; what the browser threw away comes again.
// Where a newer worker is about to take over, its files are the ones that count.
async function rest() {
  if (self.registration.installing || self.registration.waiting) return;
  await fill(files);
  if (!(await complete(build))) await uses(`worker:${scope()}`, build);
  await fill(later);
  await tidy();
}

self.addEventListener("install", (event) => event.waitUntil(install()));

self.addEventListener("activate", (event) => event.waitUntil(tidy().catch(() => {}).then(() => self.clients.claim())));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith("/static/")) event.respondWith(file(request));
  else if (request.destination === "image" && PICTURE.test(url.pathname) && can()) event.respondWith(picture(request, url.pathname));
  else if (request.mode === "navigate" && can()) event.respondWith(page(event, url.pathname));
});

// A page of a former build finds its own files too.
async function file(request) {
  return (await fileOf(build, request)) || (await caches.match(request)) || fetch(request);
}

async function page(event, path) {
  const asked = fetch(event.request).then((answer) => {
    // Sent elsewhere, as to the login: the phone may have been blocked.
    if (answer.type === "opaqueredirect" && path.startsWith("/field/")) event.waitUntil(refresh(build).catch(() => {}));
    return answer;
  });
  const late = patience(path).then((time) => new Promise((done) => setTimeout(done, time, null)));
  try {
    const answer = await Promise.race([asked, late]);
    if (answer && answer.status < 500) return answer;
  } catch {
    return (await kept(path)) || (await instead(path)) || Response.error();
  }
  return (await kept(path, true)) || asked.catch(async () => (await instead(path)) || Response.error());
}

// Who was led here by a code has waited for the network already.
async function patience(path) {
  if ((await meta("silent").catch(() => null)) !== path) return PATIENCE;
  await drop("meta", "silent").catch(() => {});
  return 0;
}

// The copy of a page; a code leads on to the page it stands for, in the reach of the worker that has the copy.
async function kept(path, silent = false) {
  const code = CODE.exec(path);
  if (!code) return copied(path);
  const place = await placeOf(code[1]).catch(() => null);
  if (!place) return null;
  if (silent) await note("silent", place.split("?")[0]).catch(() => {});
  return Response.redirect(place);
}

function instead(path) {
  if (path.startsWith(CODES)) return copied("/field/away/code/");
  return copied(path.startsWith("/report/") ? "/report/" : "/field/away/");
}

// A copy is as strict as the page it was.
async function copied(path) {
  const html = await copyOf(path).catch(() => null);
  if (html === null) return null;
  const headers = { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": (await meta("policy")) || "default-src 'self'" };
  return new Response(html, { headers });
}

// The page goes on as soon as it hears. A worker that had nothing more to do could at that very moment be put away for a
// newer one, and Chromium then leaves the page it was asked for hanging; so it stays at work a little longer.
const lingering = (job) => job.finally(() => new Promise((done) => setTimeout(done, LINGER)));

self.addEventListener("message", (event) => {
  const { ask, account, live } = event.data || {};
  if (ask === "pictures") event.waitUntil(fetchPictures().catch(() => {}));
  if (ask === "rest" && scope() !== CODES) event.waitUntil(rest().catch(() => {}));
  if (ask === "send") event.waitUntil(lingering(send({ account, live })).catch(() => {}));
});

self.addEventListener("sync", (event) => {
  if (event.tag === "acts") event.waitUntil(lingering(send()).then((result) => (result.network ? Promise.reject(new Error("again")) : result)));
});
