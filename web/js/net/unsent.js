// What a person wrote and the server has not taken yet, kept in this browser (IndexedDB) until it has. By session and person.

const DATABASE = "roundtable";
const STORE = "unsent";

/**
 * `code` "": it is to be sent; else it can't be, and the person is shown `lines`, the texts as they wrote them.
 * @typedef {{key: string, session: string, owner: string, generation: number, update: Uint8Array, lines: Record<string, string>, at: number, code: string, message: string}} Row
 */

export class Unsent {
  /** @param {string} session @param {string} owner who writes, as this browser knows them */
  constructor(session, owner) {
    this.session = session;
    this.owner = owner;
    /** This page among those of the browser; its rows sort in their order. */
    this.page = `${Date.now().toString(36)}-${crypto.getRandomValues(new Uint32Array(1))[0].toString(36)}`;
    this.count = 0;
    /** @type {Promise<IDBDatabase> | null} */
    this.database = null;
  }

  /** All rows in their order. Rejects where the browser keeps nothing. @returns {Promise<Row[]>} */
  async rows() {
    this.database ??= opened();
    const store = (await this.database).transaction(STORE).objectStore(STORE);
    return done(store.index("place").getAll([this.session, this.owner]));
  }

  /** A key for a new row. */
  key() {
    this.count += 1;
    return `${this.page}-${String(this.count).padStart(9, "0")}`;
  }

  /** @param {Omit<Row, "session" | "owner">} row */
  async put(row) {
    const store = await this.writing();
    await done(store.put({ ...row, session: this.session, owner: this.owner }));
  }

  /** @param {string[]} keys */
  async remove(keys) {
    const store = await this.writing();
    await Promise.all(keys.map((key) => done(store.delete(key))));
  }

  async writing() {
    if (!this.database) throw new Error("read the rows first");
    return (await this.database).transaction(STORE, "readwrite").objectStore(STORE);
  }
}

/** @returns {Promise<IDBDatabase>} */
function opened() {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key" }).createIndex("place", ["session", "owner"]);
  return done(request);
}

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
