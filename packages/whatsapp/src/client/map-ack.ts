import type { AckLevel } from './port.ts';

/** whatsapp-web.js: -1 error, 0 still in the page, 1 at the server, 2 on the device, 3 read, 4 played. */
export function ackLevelOf(ack: number | null | undefined): AckLevel | null {
  if (ack === null || ack === undefined || ack === 0) return null;
  if (ack < 0) return 'FAILED';
  if (ack === 1) return 'SENT';
  return ack === 2 ? 'DELIVERED' : 'READ';
}
