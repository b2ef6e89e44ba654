// The worker behind /field/ and the report form: files from its store, pages from the network or from the copy,
// and what waits is sent from here, so that leaving a page does not stop it.
import { meta } from "./offline/store.js";
import { can } from "./offline/seal.js";
import { copyOf, refresh } from "./offline/pack.js";
import { send } from "./offline/queue.js";

const { build, files, later } = self.MULIN || { build: "none", files: [], later: [] };
const STORE = `mulin-${build}`;
const PATIENCE = 6000;

const one = (store, url) => fetch(url, { cache: "no-cache" }).then((answer) => (answer.ok ? store.put(url, answer) : Promise.reject(new Error(url))));

// What the map needs is heavy, so it comes once the day's copy is there.
async function rest() {
  const store = await caches.open(STORE);
  for (const url of later) if (!(await store.match(url))) await one(store, url);
}

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(STORE)
      .then((store) => Promise.all(files.map((url) => one(store, url))))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("mulin-") && name !== STORE;
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith("/static/")) event.respondWith(caches.match(request).then((found) => found || fetch(request)));
  else if (request.mode === "navigate" && can()) event.respondWith(page(request, url.pathname));
});

async function page(request, path) {
  const asked = fetch(request).then((answer) => {
    // Sent elsewhere, as to the login: the phone may have been blocked.
    if (answer.type === "opaqueredirect" && path.startsWith("/field/")) refresh().catch(() => {});
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
  if (ask === "rest") event.waitUntil(rest().catch(() => {}));
  if (ask === "send") event.waitUntil(send({ account, live }).catch(() => {}));
});

self.addEventListener("sync", (event) => {
  if (event.tag === "acts") event.waitUntil(send().then((result) => (result.network ? Promise.reject(new Error("again")) : result)));
});
