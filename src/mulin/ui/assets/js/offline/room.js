// How much room the phone has left: work comes first, the copy for reading makes way.
import { meta, note, together } from "./store.js";
import { PICTURES, freshId } from "./seal.js";

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

// The copy lacks something by now. Each time is another, so that a copy under way takes away only what it knew of.
export const outdated = () => note("stale", freshId());

export async function makeWay() {
  if (self.caches) await caches.delete(PICTURES);
  await together(["pages", "forms"], async ({ pages, forms }, its) => {
    (await its(pages.getAllKeys())).filter((url) => !NEEDED.test(url)).forEach((url) => pages.delete(url));
    forms.clear();
  });
  await Promise.all([note("nearly", true), outdated()]);
}
