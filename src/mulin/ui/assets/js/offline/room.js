// How much room the phone has left: work comes first, the copy for reading makes way.
import { clear, drop, keys, meta, note } from "./store.js";
import { PICTURES } from "./seal.js";

const ROOM = 8 * 1024 * 1024;
// The few pages without which there is nowhere to go and nothing to write on.
const NEEDED = /^(shell|\/report\/|\/field\/([a-z]+\/)?)$/;

export async function room() {
  if (!navigator.storage || !navigator.storage.estimate) return null;
  const { quota, usage } = await navigator.storage.estimate().catch(() => ({}));
  return quota === undefined ? null : quota - usage;
}

export async function scarce(wanted = 0) {
  const left = await room();
  return left !== null && left < wanted * 2 + ROOM;
}

// Said before anybody types, and taken back when there is room again.
export async function look() {
  const low = await scarce();
  if (low !== Boolean(await meta("low"))) await note("low", low).catch(() => {});
  return low;
}

export async function makeWay() {
  if (self.caches) await caches.delete(PICTURES);
  for (const url of await keys("pages")) if (!NEEDED.test(url)) await drop("pages", url);
  await clear("forms");
  await Promise.all([note("nearly", true), note("stale", true)]);
}
