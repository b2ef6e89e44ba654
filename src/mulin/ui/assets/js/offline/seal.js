// Two ways of closing: with the phone's own key, which cannot be taken out of the browser, for what is read here;
// with the installation's public key for what is sent, so that nobody reads it on the phone.
import { meta, note } from "./store.js";

const FORMAT = 1;
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

export async function makeReadingKey() {
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  await note("reading", key);
}

export async function lock(value) {
  const key = await meta("reading");
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, text.encode(JSON.stringify(value))) };
}

export async function unlock(locked) {
  const key = await meta("reading");
  if (!key || !locked) return null;
  try {
    const opened = await crypto.subtle.decrypt({ name: "AES-GCM", iv: locked.iv }, key, locked.data);
    return JSON.parse(plain.decode(opened));
  } catch {
    return null; // closed with a key that has been deleted since
  }
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
