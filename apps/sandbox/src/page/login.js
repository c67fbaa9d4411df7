// The login of a linked device, kept as the real page keeps it: in IndexedDB and in localStorage. Both are needed.

const DATABASES = ['wawc', 'signal-storage', 'model-storage'];
const LOCAL_KEY = 'last-wid-md';

function openDatabase(name) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore('user');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function inStore(database, mode, work) {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction('user', mode);
    const request = work(transaction.objectStore('user'));
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onerror = () => reject(transaction.error);
  });
}

export async function readLogin() {
  const database = await openDatabase('wawc');
  const login = await inStore(database, 'readonly', (store) => store.get('login'));
  database.close();
  if (!login || localStorage.getItem(LOCAL_KEY) !== JSON.stringify(login.me)) return null;
  return login;
}

export async function writeLogin(login) {
  for (const name of DATABASES) {
    const database = await openDatabase(name);
    await inStore(database, 'readwrite', (store) => store.put(login, 'login'));
    database.close();
  }
  localStorage.setItem(LOCAL_KEY, JSON.stringify(login.me));
}

export async function clearLogin() {
  localStorage.removeItem(LOCAL_KEY);
  for (const name of DATABASES) {
    const database = await openDatabase(name);
    await inStore(database, 'readwrite', (store) => store.clear());
    database.close();
  }
}
