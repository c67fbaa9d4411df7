import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

export interface KeptFile {
  directPath: string;
  filehash: string;
  size: number;
}

/** The files of all messages, as WhatsApp's media servers keep them. */
export class MediaFiles {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async keep(data: Buffer): Promise<KeptFile> {
    const name = randomUUID();
    await mkdir(this.#folder, { recursive: true });
    await writeFile(path.join(this.#folder, name), data);
    const filehash = createHash('sha256').update(data).digest('base64');
    return { directPath: `/media/${name}`, filehash, size: data.length };
  }

  /** Null when it is not, or no longer, there. */
  async read(directPath: string): Promise<Buffer | null> {
    const name = /^\/media\/([\w-]+)$/.exec(directPath)?.[1];
    if (!name) return null;
    return readFile(path.join(this.#folder, name)).catch(() => null);
  }

  async forget(directPath: string): Promise<void> {
    await rm(path.join(this.#folder, path.basename(directPath)), { force: true });
  }
}
