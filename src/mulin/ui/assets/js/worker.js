// The worker behind /field/ and the report form: files from its store, pages from the network or from the copy,
// and what waits is sent from here, so that leaving a page does not stop it.
import { meta } from "./offline/store.js";
import { can } from "./offline/seal.js";
import { complete, filesOf, tidy, uses } from "./offline/files.js";
import { copyOf, refresh } from "./offline/pack.js";
import { PICTURE, fetchPictures, picture } from "./offline/pictures.js";
import { send, tell } from "./offline/queue.js";

const { build, files, later } = self.MULIN || { build: "none", files: [], later: [] };
const PATIENCE = 6000;
const scope = () => new URL(self.registration.scope).pathname;

const one = (store, url) => fetch(url, { cache: "no-cache" }).then((answer) => (answer.ok ? store.put(url, answer) : Promise.reject(new Error(url))));

async function fill(urls) {
  const store = await filesOf(build);
  await Promise.all(urls.map(async (url) => (await store.match(url)) || one(store, url)));
}

// Nothing that is open is reloaded, and the files of a former build stay as long as a copy needs them: so a new
// worker may take over at once, whatever is being typed.
async function install() {
  if (can()) await uses(`making:${scope()}`, build);
  await fill(files);
  if (can()) await uses(`worker:${scope()}`, build);
  tell({ files: build });
  await self.skipWaiting();
}

// What the map needs is heavy, so it comes once the day's copy is there; what the browser threw away comes again.
async function rest() {
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
  else if (request.mode === "navigate" && can()) event.respondWith(page(request, url.pathname));
});

// A page of a former build finds its own files too.
async function file(request) {
  const own = await (await filesOf(build)).match(request);
  return own || (await caches.match(request)) || fetch(request);
}

async function page(request, path) {
  const asked = fetch(request).then((answer) => {
    // Sent elsewhere, as to the login: the phone may have been blocked.
    if (answer.type === "opaqueredirect" && path.startsWith("/field/")) refresh(build).catch(() => {});
    return answer;
  });
  const late = new Promise((done) => setTimeout(done, PATIENCE, null));
  try {
    const answer = await Promise.race([asked, late]);
    if (answer && answer.status < 500) return answer;
  } catch {
    return (await copied(path)) || (await copied(path.startsWith("/report/") ? "/report/" : "/field/away/")) || Response.error();
  }
  return (await copied(path)) || asked.catch(async () => (await copied("/field/away/")) || Response.error());
}

// A copy is as strict as the page it was.
async function copied(path) {
  const html = await copyOf(path).catch(() => null);
  if (html === null) return null;
  const headers = { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": (await meta("policy")) || "default-src 'self'" };
  return new Response(html, { headers });
}

self.addEventListener("message", (event) => {
  const { ask, account, live } = event.data || {};
  if (ask === "pictures") event.waitUntil(fetchPictures().catch(() => {}));
  if (ask === "rest") event.waitUntil(rest().catch(() => {}));
  if (ask === "send") event.waitUntil(send({ account, live }).catch(() => {}));
});

self.addEventListener("sync", (event) => {
  if (event.tag === "acts") event.waitUntil(send().then((result) => (result.network ? Promise.reject(new Error("again")) : result)));
});
