// Log-out sends first what is not sent yet, and takes the copy along; on the way it shows the outbox.
import { all } from "./store.js";
import { forget } from "./seal.js";
import { hear } from "./queue.js";
import { account, filled, say, words } from "./bar.js";
import { ask } from "./ways.js";

async function unsent() {
  return (await all("queue")).filter((entry) => entry.account !== null && entry.account === account()).length;
}

const FLAG = "mulin-field";

// Where the browser keeps somebody's work or copy, logging out goes by that page first; the field's outbox knows all.
export function keeps(path) {
  if (localStorage.getItem(FLAG) !== "/field/outbox/") localStorage.setItem(FLAG, path);
}

let leaving = false;

async function gone() {
  const form = document.querySelector('form[action="/logout/"]');
  if (!form || (await unsent())) return leaving;
  // Several tellings that all is sent come at once; two log-outs would tear each other off.
  if (leaving) return true;
  leaving = true;
  await forget();
  localStorage.removeItem(FLAG);
  form.submit();
  return true;
}

// The outbox was opened by the wish to leave.
export async function leave() {
  if (await gone()) return;
  const n = await unsent();
  hear((news) => news.over !== undefined && gone());
  ask("send", { account: account() });
  say(filled(words().leave, { n }), "warning");
}
