// Two ways of closing: with the phone's own key, which cannot be taken out of the browser, for what is read here;
// with the installation's public key for what is sent, so that nobody reads it on the phone.
import { all, clear, drop, keys, meta, note, put } from "./store.js";

const FORMAT = 1;
const READING = "reading";
// A report that waits has a key of its own: it is somebody's words and outlives the copy for reading.
export const REPORTS = "reports";
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

async function makeKey(name) {
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  await note(name, key);
  return key;
}

export const makeReadingKey = () => makeKey(READING);

export async function lockBytes(bytes, name = READING) {
  const key = (await meta(name)) || (name === REPORTS && (await makeKey(name)));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, bytes), under: name };
}

// What was closed before keys had names was closed with the key for reading.
export async function unlockBytes(locked) {
  const key = locked && (await meta(locked.under || READING));
  if (!key) return null;
  try {
    return await crypto.subtle.decrypt({ name: "AES-GCM", iv: locked.iv }, key, locked.data);
  } catch {
    return null; // closed with a key that has been deleted since
  }
}

export const lock = (value, name) => lockBytes(text.encode(JSON.stringify(value)), name);

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

async function moved(locked) {
  const bytes = locked && !locked.under && (await unlockBytes(locked));
  return bytes ? lockBytes(bytes, REPORTS) : locked;
}

// The copy for reading goes, with the key that opens it; what was not sent yet stays and can still be sent.
export async function forget() {
  const reports = (await all("queue")).filter((entry) => entry.locked);
  for (const entry of reports) await put("queue", { ...entry, locked: await moved(entry.locked), label: await moved(entry.label) });
  if (!reports.length) await drop("meta", REPORTS);
  for (const name of await keys("meta")) if (name.startsWith("draft:")) await drop("meta", name);
  await Promise.all([drop("meta", READING), drop("meta", "made"), drop("meta", "account"), clear("pages"), clear("forms")]);
  if (self.caches) await caches.delete(PICTURES);
}

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
