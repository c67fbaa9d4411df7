const STORE = 'files';

/** Files by an id, in this browser: its text storage holds none. */
export interface FileStore {
  put(id: string, file: File): Promise<void>;
  get(id: string): Promise<File | null>;
  remove(id: string): Promise<void>;
  clear(): Promise<void>;
}

function fileStore(name: string): FileStore {
  const write = async (ask: (files: IDBObjectStore) => IDBRequest) =>
    void (await run(name, 'readwrite', ask));
  return {
    put: (id, file) => write((files) => files.put(file, id)),
    async get(id) {
      const file: unknown = await run(name, 'readonly', (files) => files.get(id));
      return file instanceof File ? file : null;
    },
    remove: (id) => write((files) => files.delete(id)),
    clear: () => write((files) => files.clear()),
  };
}

/** Of messages that were given to the composer and not yet taken by the server, by the message's id. */
export const unsentFiles = fileStore('unsent-files');
/** Of those that are to go with the next answer, by the file's key. */
export const keptFiles = fileStore('chosen-files');

async function run(
  name: string,
  mode: IDBTransactionMode,
  ask: (files: IDBObjectStore) => IDBRequest,
): Promise<unknown> {
  const database = await open(name);
  try {
    return await answerOf(ask(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
}

function open(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return answerOf(request);
}

function answerOf<Answer>(request: IDBRequest<Answer>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The browser keeps no files'));
  });
}
