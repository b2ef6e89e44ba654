// Log-out sends first what is not sent yet, and takes the copy along; on the way it shows the outbox.
import { all, wipe } from "./store.js";
import { hear } from "./queue.js";
import { account, filled, say, words } from "./bar.js";
import { ask } from "./ways.js";

async function unsent() {
  return (await all("queue")).filter((entry) => entry.account !== null && entry.account === account()).length;
}

let leaving = false;

async function gone() {
  const form = document.querySelector('form[action="/logout/"]');
  if (leaving || !form || (await unsent())) return leaving;
  leaving = true;
  await wipe();
  localStorage.removeItem("mulin-field");
  form.submit();
  return true;
}

// The outbox was opened by the wish to leave.
export async function leave() {
  if (new URLSearchParams(window.location.search).get("leave") !== "1") return;
  if (await gone()) return;
  const n = await unsent();
  hear((news) => news.over !== undefined && gone());
  ask("send", { account: account() });
  say(filled(words().leave, { n }), "warning");
}
