import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** Encrypted bytes, and the name of the key that they need. */
export interface Encrypted {
  keyId: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/**
 * The keys of this installation: everything is encrypted by the current one, and read by whichever it was encrypted by.
 * `context` binds the bytes to their place (a row's id, say): moved to another place they cannot be read.
 */
export interface Keyring {
  /** Of the current key. */
  readonly keyId: string;
  encrypt(plain: Uint8Array, context: string): Encrypted;
  /** Throws DecryptionError. */
  decrypt(encrypted: Encrypted, context: string): Buffer;
}

/** The key is not known, or the bytes are not what was encrypted for this place. */
export class DecryptionError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DecryptionError';
  }
}

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM. `current` is 32 bytes in base64; `old` are further ones, with commas between, that are still to be read. */
export function createKeyring(current: string, old = ''): Keyring {
  const key = readKey(current);
  const keys = new Map(
    [current, ...old.split(',')].filter(Boolean).map((text) => [idOf(readKey(text)), readKey(text)]),
  );
  const keyId = idOf(key);
  return {
    keyId,
    encrypt: (plain, context) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
      const parts = [cipher.update(plain), cipher.final()];
      return { keyId, bytes: new Uint8Array(Buffer.concat([nonce, cipher.getAuthTag(), ...parts])) };
    },
    decrypt: (encrypted, context) => {
      const known = keys.get(encrypted.keyId);
      if (!known) {
        throw new DecryptionError(
          `Encrypted by the key ${encrypted.keyId}, which is neither ENCRYPTION_KEY nor among ENCRYPTION_KEYS_OLD`,
        );
      }
      const bytes = Buffer.from(encrypted.bytes);
      const decipher = createDecipheriv('aes-256-gcm', known, bytes.subarray(0, NONCE_BYTES))
        .setAAD(Buffer.from(context))
        .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
      } catch (error) {
        throw new DecryptionError('These bytes are damaged, or were encrypted for another place', {
          cause: error,
        });
      }
    },
  };
}

function readKey(text: string): Buffer {
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length !== KEY_BYTES) throw new DecryptionError('An encryption key is 32 bytes in base64');
  return key;
}

/** Names a key without telling it. */
function idOf(key: Buffer): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 8);
}
