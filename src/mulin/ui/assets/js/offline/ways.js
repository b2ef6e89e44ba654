// The worker sends when there is one, so that leaving the page does not stop it; else the page does.
import { send } from "./queue.js";

export function ask(what, data) {
  const worker = navigator.serviceWorker && navigator.serviceWorker.controller;
  if (worker) worker.postMessage({ ask: what, ...data });
  else send(data).catch(() => {});
}

// Where the browser can, it wakes the worker when there is network again, even with all pages closed.
export async function whenBack() {
  try {
    const registration = await navigator.serviceWorker.ready;
    await registration.sync.register("acts");
  } catch {
    // then the next page that is opened sends
  }
}
