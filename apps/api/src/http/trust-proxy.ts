import { isIP } from 'node:net';
import * as z from 'zod';

/** Express' "trust proxy": names and networks, how many proxies there are, all of them, or none. */
export type TrustProxy = string | number | boolean;

const names = new Set(['loopback', 'linklocal', 'uniquelocal']);

/** A number given as text would be an address to Express, and a word that it does not know ends the start. */
export const trustProxy = z.string().transform((text, check): TrustProxy => {
  const given = text.trim();
  if (given === 'true' || given === 'false') return given === 'true';
  if (/^\d{1,3}$/.test(given)) return Number(given);
  if (given.split(',').every((part) => isNetwork(part.trim()))) return given;
  check.addIssue({
    code: 'custom',
    message:
      'must be the number of proxies in front, true, false, or a list (with commas) of loopback, linklocal, uniquelocal, addresses and networks such as 10.0.0.0/8',
  });
  return z.NEVER;
});

function isNetwork(part: string): boolean {
  const [address = '', bits, ...rest] = part.split('/');
  if (names.has(part)) return true;
  const kind = isIP(address);
  if (kind === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (kind === 4 ? 32 : 128));
}
