// Files of the pages, kept by build: a copy is shown with the files that it was drawn for, however new the worker is.
import { alone } from "./alone.js";
import { get, meta, note } from "./store.js";

const PREFIX = "mulin-";
const USERS = ["worker:/field/", "worker:/report/", "making:/field/", "making:/report/", "drawing", "copy", "report"].map((who) => `files:${who}`);

const storeOf = (build) => `${PREFIX}${build}`;
export const filesOf = (build) => caches.open(storeOf(build));
// Said before the files are looked at: nobody clears them away between the one and the other.
export const uses = (who, build) => alone("mulin-files", () => note(`files:${who}`, build));
export const fileOf = (build, request) => caches.match(request, { cacheName: storeOf(build) });
export const drawnFor = () => meta("files:copy");

// Whether pages can be shown without network at all, and those of this build.
export const shows = () => Boolean(self.caches && (self.registration || (navigator.serviceWorker && navigator.serviceWorker.controller)));

export async function complete(build) {
  const workers = await Promise.all(["files:worker:/field/", "files:worker:/report/"].map(meta));
  return Boolean(build) && workers.includes(build) && (await caches.has(storeOf(build)));
}

// What no copy and no worker needs goes. A copy whose build nobody wrote down keeps everything.
export const tidy = () => alone("mulin-files", async () => {
  const [day, form] = await Promise.all([meta("made"), get("pages", "/report/")]);
  const known = Object.fromEntries(await Promise.all(USERS.map(async (who) => [who, await meta(who)])));
  if ((day && !known["files:copy"]) || (form && !known["files:report"])) return;
  const needed = new Set(Object.values(known).filter(Boolean).map(storeOf));
  const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && !needed.has(name));
  await Promise.all(old.map((name) => caches.delete(name)));
});
