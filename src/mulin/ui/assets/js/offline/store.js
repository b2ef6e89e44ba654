// The phone's own store. Stores are only ever added: what an older version of the pages kept stays readable.
const NAME = "mulin-field";
const VERSION = 1;
let opening = null;

function open(version) {
  return new Promise((done, fail) => {
    const asked = version ? indexedDB.open(NAME, version) : indexedDB.open(NAME);
    asked.onupgradeneeded = () => {
      const db = asked.result;
      const has = (name) => db.objectStoreNames.contains(name);
      if (!has("meta")) db.createObjectStore("meta");
      if (!has("pages")) db.createObjectStore("pages", { keyPath: "url" });
      if (!has("forms")) db.createObjectStore("forms", { keyPath: "key" });
      if (!has("queue")) db.createObjectStore("queue", { keyPath: "seq", autoIncrement: true });
    };
    asked.onsuccess = () => {
      const again = () => {
        asked.result.close();
        opening = null;
      };
      asked.result.onversionchange = again;
      asked.result.onclose = again;
      done(asked.result);
    };
    // A newer version of the pages was here: its stores hold all that this one knows.
    asked.onerror = () => (version && asked.error.name === "VersionError" ? open().then(done, fail) : fail(asked.error));
    asked.onblocked = () => fail(new Error("blocked"));
  });
}

async function begun(store, mode) {
  opening = opening || open(VERSION);
  try {
    return (await opening).transaction(store, mode);
  } catch (error) {
    opening = null;
    throw error;
  }
}

async function work(store, mode, step) {
  // It may have been closed for a newer version at this very moment.
  const transaction = await begun(store, mode).catch(() => begun(store, mode));
  return new Promise((done, fail) => {
    const request = step(transaction.objectStore(store));
    transaction.oncomplete = () => done(request && request.result);
    transaction.onerror = () => fail(transaction.error);
    transaction.onabort = () => fail(transaction.error || new Error("aborted"));
  });
}

const asked = (request) =>
  new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });

// What belongs together: nobody comes between, and all of it is kept or nothing. `step` gets the stores by name and may
// wait for what it asks of them, for nothing else.
export async function together(names, step, mode = "readwrite") {
  const transaction = await begun(names, mode).catch(() => begun(names, mode));
  const ended = new Promise((done, fail) => {
    transaction.oncomplete = done;
    transaction.onerror = () => fail(transaction.error);
    transaction.onabort = () => fail(transaction.error || new Error("aborted"));
  });
  const stores = Object.fromEntries(names.map((name) => [name, transaction.objectStore(name)]));
  const stepped = step(stores, asked).catch((error) => {
    try {
      transaction.abort();
    } catch {
      // it has ended by itself
    }
    throw error;
  });
  const [result] = await Promise.all([stepped, ended]);
  return result;
}

// A row is changed as it is at that moment; where `step` gives nothing it stays.
export const change = (store, key, step) =>
  together([store], async ({ [store]: rows }, its) => {
    const next = step(await its(rows.get(key)));
    if (next !== undefined) rows.put(next, ...(rows.keyPath ? [] : [key]));
  });

// Of two who take it one gets it.
export const take = (store, key) =>
  together([store], async ({ [store]: rows }, its) => {
    const found = await its(rows.get(key));
    rows.delete(key);
    return found;
  });

export const get = (store, key) => work(store, "readonly", (rows) => rows.get(key));
export const all = (store) => work(store, "readonly", (rows) => rows.getAll());
export const keys = (store) => work(store, "readonly", (rows) => rows.getAllKeys());
export const count = (store) => work(store, "readonly", (rows) => rows.count());
export const put = (store, value, key) => work(store, "readwrite", (rows) => rows.put(value, key));
export const drop = (store, key) => work(store, "readwrite", (rows) => rows.delete(key));
export const clear = (store) => work(store, "readwrite", (rows) => rows.clear());

export const meta = (name) => get("meta", name);
export const note = (name, value) => put("meta", value, name);
