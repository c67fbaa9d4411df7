// Starts the page: who are we, then the line to the server.

async function boot() {
  login = await readLogin();
  await connectLine();
  window.Debug = { VERSION: document.documentElement.dataset.version };
}

// The version is what the library waits for, so it comes once everything stands.
window.Debug = { VERSION: undefined };
boot().catch((error) => console.error(error));
