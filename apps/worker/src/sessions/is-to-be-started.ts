import type { WantedChannel } from '@soul-kg-crm/whatsapp/leases';

/** What broke five times running may have been the network of this machine: nobody should have to come for that. */
const TRY_AGAIN_AFTER_MS = 3 * 60_000;
const HOPELESS = new Set(['BLOCKED', 'PASSKEY_REQUIRED']);

/**
 * Whether a wanted channel that does not run is to be started. One that gave up waits for somebody to connect it (its
 * status is then CONNECTING); a worker that has just started tries once more what only lacked luck.
 */
export function isToBeStarted(
  channel: Pick<WantedChannel, 'desiredState' | 'status' | 'errorCode' | 'unchangedMs'>,
  isFirstLook: boolean,
): boolean {
  const { desiredState, status, errorCode, unchangedMs } = channel;
  if (desiredState === 'LOGGED_OUT') return true;
  if (status === 'DISCONNECTED') return errorCode !== 'CODE_NOT_SCANNED';
  if (status === 'ERROR' && errorCode === 'max_reconnect_reached') {
    return isFirstLook || unchangedMs >= TRY_AGAIN_AFTER_MS;
  }
  if (status === 'ERROR') return isFirstLook && !HOPELESS.has(errorCode ?? '');
  return true;
}
