// Small photos of the cases on the phone, closed like the pages that show them.
import { all, meta } from "./store.js";
import { PICTURES, closeBytes, joined, reading, unlock, unlockBytes } from "./seal.js";
import { scarce } from "./room.js";

const MOST = 4 * 1024 * 1024;
const NONCE = 12;
const SHOWN = /src="(\/photo\/[0-9a-f-]{36}\/thumb\/)"/g;
export const PICTURE = /^\/photo\/[0-9a-f-]{36}\/(thumb\/)?$/;
const NOT_HERE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96"><rect width="96" height="96" fill="#e6ebe9"/><path d="M30 40h8l4-6h12l4 6h8v24H30z M42 52a6 6 0 1 0 12 0a6 6 0 1 0-12 0 M26 28l44 44" fill="none" stroke="#5c6b67" stroke-width="3"/></svg>';

// The newest cases first, as far as the room goes.
async function wanted() {
  const pages = (await all("pages")).filter((page) => page.url.startsWith("/field/cases/"));
  const found = [];
  for (const page of pages.sort((one, other) => (one.url < other.url ? 1 : -1))) {
    const told = await unlock(page);
    if (told) found.push(...[...told.main.matchAll(SHOWN)].map((one) => one[1]));
  }
  return [...new Set(found)];
}

export async function fetchPictures() {
  if (!(await meta("reading")) || (navigator.connection && navigator.connection.saveData) || (await scarce(MOST))) return;
  const paths = await wanted();
  const store = await caches.open(PICTURES);
  for (const request of await store.keys()) if (!paths.includes(new URL(request.url).pathname)) await store.delete(request);
  let taken = 0;
  for (const path of paths) {
    const kept = await store.match(path);
    const bytes = kept ? await kept.arrayBuffer() : await fetched(path, store);
    taken += bytes ? bytes.byteLength : 0;
    if (taken > MOST) return;
  }
}

async function fetched(path, store) {
  const answer = await fetch(path, { credentials: "same-origin", redirect: "error", cache: "no-store" });
  if (!answer.ok) return null;
  const { iv, data } = await closeBytes(await answer.arrayBuffer(), (await reading()).key);
  const closed = joined([iv, data]);
  await store.put(path, new Response(closed));
  return closed;
}

async function kept(path) {
  const found = await (await caches.open(PICTURES)).match(path);
  if (!found) return null;
  const bytes = new Uint8Array(await found.arrayBuffer());
  return unlockBytes({ iv: bytes.slice(0, NONCE), data: bytes.slice(NONCE) });
}

// The large one is not on the phone; the small one says more than none.
async function small(path) {
  const bytes = path.endsWith("/thumb/") ? null : await kept(`${path}thumb/`).catch(() => null);
  return bytes && new Response(bytes, { headers: { "Content-Type": "image/jpeg" } });
}

// From the phone where it is there; without network and copy a drawing says that it is not.
export async function picture(request, path) {
  const bytes = await kept(path).catch(() => null);
  if (bytes) return new Response(bytes, { headers: { "Content-Type": "image/jpeg" } });
  return fetch(request).catch(async () => ((await small(path)) || new Response(NOT_HERE, { headers: { "Content-Type": "image/svg+xml" } })));
}
