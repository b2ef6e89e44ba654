// The list of what still waits on this phone.
import { all } from "./store.js";
import { unlock } from "./seal.js";
import { hear } from "./queue.js";
import { account, filled, when } from "./bar.js";
import { ask } from "./ways.js";

function line(text, className) {
  const part = document.createElement("span");
  part.className = className;
  part.textContent = text;
  return part;
}

async function row(entry, words) {
  const label = await unlock(entry.label);
  const item = document.createElement("li");
  const card = document.createElement("div");
  card.className = "row-card";
  card.dataset.act = entry.id;
  card.append(line(label ? label.label : words.sealed, "row-title"));
  const parts = [];
  if (label) parts.push(filled(words.at, { at: when(label.at) }));
  if (label && label.photos) parts.push(filled(words.photos, { n: label.photos }));
  const others = entry.account !== null && entry.account !== account();
  if (others || entry.state === "other") parts.push(words.other);
  else parts.push(entry.tries ? filled(words.trouble, { n: entry.tries }) : words.wait);
  card.append(line(parts.join(" · "), "row-sub"));
  item.append(card);
  return item;
}

let latest = 0;

async function draw(box) {
  latest += 1;
  const turn = latest;
  const waiting = await all("queue");
  const rows = await Promise.all(waiting.map((entry) => row(entry, box.dataset)));
  if (turn !== latest) return;
  box.querySelector("[data-outbox-rows]").replaceChildren(...rows);
  box.querySelector("[data-outbox-none]").hidden = rows.length > 0;
  box.querySelector("[data-outbox-send]").hidden = !waiting.some((entry) => entry.account === null || entry.account === account());
}

export function start() {
  const box = document.getElementById("outbox");
  if (!box) return;
  hear((news) => news.changed && draw(box));
  box.querySelector("[data-outbox-send]").addEventListener("click", () => ask("send", { account: account() }));
  draw(box);
}
