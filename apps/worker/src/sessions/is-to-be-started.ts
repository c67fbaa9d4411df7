import type { WantedChannel } from '@soul-kg-crm/whatsapp/leases';

/**
 * Whether a wanted channel that does not run is to be started. One that gave up waits for somebody to connect it (its
 * status is then CONNECTING); a worker that has just started tries once more what only lacked luck.
 */
export function isToBeStarted(
  channel: Pick<WantedChannel, 'desiredState' | 'status' | 'errorCode'>,
  isFirstLook: boolean,
): boolean {
  const { desiredState, status, errorCode } = channel;
  if (desiredState === 'LOGGED_OUT') return true;
  if (status === 'DISCONNECTED') return errorCode !== 'CODE_NOT_SCANNED';
  if (status === 'ERROR') return isFirstLook && errorCode !== 'BLOCKED';
  return true;
}
