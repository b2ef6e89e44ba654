// The phone's own store. Stores are only ever added: what an older version of the pages kept stays readable.
const NAME = "mulin-field";
const VERSION = 1;
let opening = null;

function open() {
  return new Promise((done, fail) => {
    const asked = indexedDB.open(NAME, VERSION);
    asked.onupgradeneeded = () => {
      const db = asked.result;
      const has = (name) => db.objectStoreNames.contains(name);
      if (!has("meta")) db.createObjectStore("meta");
      if (!has("pages")) db.createObjectStore("pages", { keyPath: "url" });
      if (!has("forms")) db.createObjectStore("forms", { keyPath: "key" });
      if (!has("queue")) db.createObjectStore("queue", { keyPath: "seq", autoIncrement: true });
    };
    asked.onsuccess = () => {
      asked.result.onversionchange = () => {
        asked.result.close();
        opening = null;
      };
      done(asked.result);
    };
    asked.onerror = () => fail(asked.error);
    asked.onblocked = () => fail(new Error("blocked"));
  });
}

async function work(store, mode, step) {
  opening = opening || open();
  let db;
  try {
    db = await opening;
  } catch (error) {
    opening = null;
    throw error;
  }
  return new Promise((done, fail) => {
    const transaction = db.transaction(store, mode);
    const request = step(transaction.objectStore(store));
    transaction.oncomplete = () => done(request && request.result);
    transaction.onerror = () => fail(transaction.error);
    transaction.onabort = () => fail(transaction.error || new Error("aborted"));
  });
}

export const get = (store, key) => work(store, "readonly", (rows) => rows.get(key));
export const all = (store) => work(store, "readonly", (rows) => rows.getAll());
export const keys = (store) => work(store, "readonly", (rows) => rows.getAllKeys());
export const count = (store) => work(store, "readonly", (rows) => rows.count());
export const put = (store, value, key) => work(store, "readwrite", (rows) => rows.put(value, key));
export const drop = (store, key) => work(store, "readwrite", (rows) => rows.delete(key));
export const clear = (store) => work(store, "readwrite", (rows) => rows.clear());

export const meta = (name) => get("meta", name);
export const note = (name, value) => put("meta", value, name);

// The copy for reading goes, with the key that opens it; what was not sent yet stays, closed for everybody here.
export async function wipe() {
  await Promise.all([drop("meta", "reading"), drop("meta", "made"), drop("meta", "account"), clear("pages"), clear("forms")]);
}
