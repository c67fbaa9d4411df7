import type { Readable } from 'node:stream';

/** A part of a file, both ends included, as HTTP counts. */
export interface ByteRange {
  start: number;
  end: number;
}

export interface StoredFile {
  /** Unguessable; the only way to the file. */
  storageKey: string;
  size: number;
  sha256: string;
}

/** Where the bytes of pictures, documents and voice messages are kept. */
export interface MediaStorage {
  /** Keeps what the stream gives, whole or not at all. */
  put(content: Readable | Buffer): Promise<StoredFile>;
  /** The file or a part of it; rejects with MediaMissingError when it is gone. */
  open(storageKey: string, range?: ByteRange): Promise<Readable>;
  read(storageKey: string): Promise<Buffer>;
  delete(storageKey: string): Promise<void>;
  /** Removes what a process that was killed while it kept something has left. */
  deleteUnfinished(): Promise<void>;
}

/** The row says there is a file, the storage has none. */
export class MediaMissingError extends Error {
  constructor(options?: ErrorOptions) {
    super('The file is not in the media storage', options);
    this.name = 'MediaMissingError';
  }
}
