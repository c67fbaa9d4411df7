const NAME = 'unsent-files';
const STORE = 'files';

/** The files of unsent messages, by the message's id: a browser's text storage holds none. */
export const unsentFiles = {
  put: (id: string, file: File) => run('readwrite', (files) => files.put(file, id)).then(() => {}),
  remove: (id: string) => run('readwrite', (files) => files.delete(id)).then(() => {}),
  async get(id: string): Promise<File | null> {
    const file: unknown = await run('readonly', (files) => files.get(id));
    return file instanceof File ? file : null;
  },
  clear: () => run('readwrite', (files) => files.clear()).then(() => {}),
};

async function run(mode: IDBTransactionMode, ask: (files: IDBObjectStore) => IDBRequest): Promise<unknown> {
  const database = await open();
  try {
    return await answerOf(ask(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return answerOf(request);
}

function answerOf<Answer>(request: IDBRequest<Answer>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The browser keeps no files'));
  });
}
