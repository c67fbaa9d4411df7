import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/**
 * The address of whoever asks. Each proxy in front writes down whom it was asked by, behind what it was told; of that,
 * only what our own `proxies` wrote is believed, since the rest may be made up.
 */
export function clientAddress({ headers, socket }: IncomingMessage, proxies: number): string {
  const nearest = socket.remoteAddress ?? '';
  if (proxies === 0) return nearest;
  const told = [headers['x-forwarded-for'] ?? ''].flat().join(',').split(',');
  const address = told.at(-proxies)?.trim() ?? '';
  return isIP(address) ? address : nearest;
}
