// Two ways of closing: with the phone's own key, which cannot be taken out of the browser, for what is read here;
// with the installation's public key for what is sent, so that nobody reads it on the phone.
import { all, change, meta, together } from "./store.js";

const FORMAT = 1;
const READING = "reading";
// Which copy the key for reading belongs to: each login's is another.
const COPY = "copy";
// Once all reports that waited had one key; what was closed with it is still opened.
const REPORTS = "reports";
export const PICTURES = "pictures";
const text = new TextEncoder();
const plain = new TextDecoder();

export const can = () => Boolean(self.indexedDB && self.crypto && self.crypto.subtle);

export function bytesOf(hex) {
  return new Uint8Array((hex.match(/../g) || []).map((two) => parseInt(two, 16)));
}

export function joined(parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  parts.forEach((part) => {
    whole.set(new Uint8Array(part), at);
    at += part.byteLength;
  });
  return whole;
}

export const freshKey = () => crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);

// Whoever comes second takes the first one's: a key replaced would leave pages behind that nobody can open.
export async function makeReadingKey() {
  const key = await freshKey();
  await together(["meta"], async (rows, its) => {
    if (await its(rows.meta.get(READING))) return;
    rows.meta.put(key, READING);
    rows.meta.put(freshId(), COPY);
  });
}

// The key for reading and whose copy it is, as they are at one moment.
export const reading = () =>
  together(["meta"], async (rows, its) => ({ key: await its(rows.meta.get(READING)), copy: await its(rows.meta.get(COPY)) }), "readonly");

// Kept only as long as the copy is the one it was closed for: once that is forgotten nothing of it comes after.
export const whileIts = (copy, names, step) =>
  together(["meta", ...names], async (rows, its) => {
    const [key, now] = [await its(rows.meta.get(READING)), await its(rows.meta.get(COPY))];
    if (!key || now !== copy) throw new Error("forgotten");
    await step(rows, its);
  });

export async function closeBytes(bytes, key) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, bytes) };
}

export const close = (value, key) => closeBytes(text.encode(JSON.stringify(value)), key);

// With a key of its own, which goes with it: a report is somebody's words and outlives the copy for reading.
export const closeAlone = async (bytes, own) => ({ ...(await closeBytes(bytes, own)), own });
export const labelAlone = (value, own) => closeAlone(text.encode(JSON.stringify(value)), own);

// What names no key was closed with the key for reading.
export async function unlockBytes(locked) {
  const key = locked && (locked.own || (await meta(locked.under || READING)));
  if (!key) return null;
  try {
    return await crypto.subtle.decrypt({ name: "AES-GCM", iv: locked.iv }, key, locked.data);
  } catch {
    return null; // closed with a key that has been deleted since
  }
}

export async function unlock(locked) {
  const opened = await unlockBytes(locked);
  return opened && JSON.parse(plain.decode(opened));
}

// One thing with its photos: how long the head is, the head, the photos one behind the other.
export function letter(head, photos) {
  const told = text.encode(JSON.stringify(head));
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, told.length);
  return joined([length, told, ...photos]);
}

export function opened(bytes) {
  const end = 4 + new DataView(bytes).getUint32(0);
  return { head: JSON.parse(plain.decode(bytes.slice(4, end))), rest: bytes.slice(end) };
}

async function moved(locked, own) {
  const bytes = locked && !locked.under && !locked.own && (await unlockBytes(locked));
  return bytes ? closeAlone(bytes, own) : locked;
}

// Reports that were once closed with the key for reading, which goes now.
async function rescue() {
  for (const entry of await all("queue")) {
    if (!entry.locked || entry.locked.under || entry.locked.own) continue;
    const own = await freshKey();
    const [locked, label] = [await moved(entry.locked, own), await moved(entry.label, own)];
    await change("queue", entry.seq, (row) => (row && row.id === entry.id && !row.locked.own ? { ...row, locked, label } : undefined));
  }
}

// The copy for reading goes, with the key that opens it; what was not sent yet stays and can still be sent.
// `then` is what begins at the same moment: rows by name, nothing for those that go.
export async function forget(then = {}) {
  await rescue();
  if (self.caches) await caches.delete(PICTURES);
  await together(["meta", "pages", "forms", "queue"], async ({ meta: rows, pages, forms, queue }, its) => {
    const shared = (await its(queue.getAll())).some((entry) => entry.locked && entry.locked.under === REPORTS);
    const drafts = (await its(rows.getAllKeys())).filter((name) => name.startsWith("draft:"));
    [READING, COPY, "made", "account", ...drafts, ...(shared ? [] : [REPORTS])].forEach((name) => rows.delete(name));
    [pages, forms].forEach((store) => store.clear());
    Object.entries(then).forEach(([name, value]) => (value === undefined ? rows.delete(name) : rows.put(value, name)));
  });
  // What was on its way when the key went.
  if (self.caches) await caches.delete(PICTURES);
}

// The copy of whoever is entrusted with this phone now takes the place of the one before.
export const begin = async (rows) => forget({ blocked: undefined, [READING]: await freshKey(), [COPY]: freshId(), ...rows });

// Bytes as lib/envelope.py tells them.
export async function envelope(body, server) {
  const curve = { name: "ECDH", namedCurve: "P-256" };
  const own = await crypto.subtle.generateKey(curve, false, ["deriveBits"]);
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", own.publicKey));
  const theirs = await crypto.subtle.importKey("raw", bytesOf(server.point), curve, false, []);
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, own.privateKey, 256);
  const base = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const kdf = { name: "HKDF", hash: "SHA-256", salt: point, info: text.encode("mulin:envelope") };
  const key = await crypto.subtle.deriveKey(kdf, base, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  const id = text.encode(server.id);
  const header = joined([new Uint8Array([FORMAT, id.length]), id, point]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const closed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: header }, key, body);
  return joined([header, iv, closed]).buffer;
}

// Ids in the order of their making, as the server makes them.
export function freshId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let now = Date.now();
  for (let at = 5; at >= 0; at -= 1) {
    bytes[at] = now % 256;
    now = Math.floor(now / 256);
  }
  bytes[6] = (bytes[6] & 15) | 112;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
