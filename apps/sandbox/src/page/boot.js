// Starts the page: who are we, then the line to the server.

import { connectLine } from './line.js';
import { readLogin } from './login.js';
import './modules.js';

async function boot() {
  connectLine(await readLogin());
  // The version is what the library waits for, so it comes once everything stands.
  window.Debug = { VERSION: document.documentElement.dataset.version };
}

boot().catch((error) => console.error(error));
