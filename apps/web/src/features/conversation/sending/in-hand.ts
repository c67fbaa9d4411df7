/**
 * Does the work once no other tab of the browser has the message in hand, and has it in hand meanwhile: two tabs would upload
 * its file twice. A tab that is closed lets go of it. Where the browser cannot say, each tab works by itself.
 */
export async function inHand(clientMessageId: string, work: () => Promise<void>): Promise<void> {
  // Not there without HTTPS.
  const locks: LockManager | undefined = navigator.locks;
  if (locks) await locks.request(`message:${clientMessageId}`, work);
  else await work();
}
