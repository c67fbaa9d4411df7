import { createHash, randomBytes } from 'node:crypto';

const SECRET_BYTES = 32;

/** What a link ends with that lets somebody in; nobody can guess it, and nobody is shown it again. */
export function newLinkSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/** What is kept of it. It is long and random, so that a plain hash cannot be turned around. */
export function hashLinkSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
