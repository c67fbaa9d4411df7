const PARENT_CHECK_MS = 500;

/**
 * Calls back whenever somebody wants this process to stop: by a signal, by closing the terminal, or by ending the npm that
 * runs it. The scripts of package.json say `exec`, so that npm's signals come here and not to a shell in between.
 *
 * @param {() => void} stop
 */
export function onStopSignal(stop) {
  // Where nobody listens any more, writing must not keep us from cleaning up.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, stop);
  // npm itself can be killed without a chance to tell anybody.
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop();
  }, PARENT_CHECK_MS);
  timer.unref();
}
