// The worker sends when there is one, so that leaving the page does not stop it; else the page does.
import { send } from "./queue.js";

export function ask(what, data) {
  const worker = navigator.serviceWorker && navigator.serviceWorker.controller;
  if (worker) worker.postMessage({ ask: what, ...data });
  else send(data).catch(() => {});
}

const SOON = 4000;

// Whether the house answers, whatever the phone says of its network.
export async function reachable() {
  if (!navigator.onLine) return false;
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), SOON);
  try {
    return (await fetch("/healthz", { cache: "no-store", signal: stop.signal })).ok;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

// Without a worker there is no page to go to while there is no network.
export const served = () => Boolean(navigator.serviceWorker && navigator.serviceWorker.controller);

// Where the browser can, it wakes the worker when there is network again, even with all pages closed.
export async function whenBack() {
  try {
    const registration = await navigator.serviceWorker.ready;
    await registration.sync.register("acts");
  } catch {
    // then the next page that is opened sends
  }
}
