import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type ByteRange, MediaMissingError, type MediaStorage, type StoredFile } from './media-storage.ts';

/** Whatever is written to gets younger: nothing takes so long to arrive. */
const UNFINISHED_MS = 24 * 3_600_000;

/** Keeps files below a folder of this machine, spread over 65 536 subfolders. */
export function createLocalMediaStorage(folder: string): MediaStorage {
  const root = path.resolve(folder);
  return {
    put: (content) => put(root, content),
    open: (key, range) => openPart(root, key, range),
    read: (key) => orMissing(readFile(fileOf(root, key))),
    delete: (key) => rm(fileOf(root, key), { force: true }),
    deleteUnfinished: () => deleteUnfinished(unfinished(root)),
  };
}

async function put(root: string, content: Readable | Buffer): Promise<StoredFile> {
  const storageKey = randomBytes(24).toString('hex');
  const temporary = path.join(unfinished(root), randomUUID());
  const target = fileOf(root, storageKey);
  await mkdir(path.dirname(temporary), { recursive: true });
  await mkdir(path.dirname(target), { recursive: true });
  try {
    const written = await write(temporary, content);
    await rename(temporary, target);
    await syncFolder(path.dirname(target));
    return { storageKey, ...written };
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function write(file: string, content: Readable | Buffer): Promise<Omit<StoredFile, 'storageKey'>> {
  const hash = createHash('sha256');
  let size = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      hash.update(chunk);
      done(null, chunk);
    },
  });
  const source = Buffer.isBuffer(content) ? Readable.from([content]) : content;
  // `flush` brings the bytes to the disk before the file is renamed to its final place.
  await pipeline(source, meter, createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true }));
  return { size, sha256: hash.digest('hex') };
}

async function openPart(root: string, key: string, range: ByteRange | undefined): Promise<Readable> {
  const handle = await orMissing<FileHandle>(open(fileOf(root, key), 'r'));
  return handle.createReadStream(range);
}

/** What is not whole yet. */
const unfinished = (root: string) => path.join(root, 'tmp');

async function deleteUnfinished(folder: string): Promise<void> {
  const names = await readdir(folder).catch(noneIfMissing);
  for (const name of names) {
    const file = path.join(folder, name);
    const found = await stat(file).catch(noneIfMissing);
    if ('mtimeMs' in found && Date.now() - found.mtimeMs > UNFINISHED_MS) await rm(file, { force: true });
  }
}

/** The folder comes with the first file; a file may be finished meanwhile. */
function noneIfMissing(error: unknown): [] {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
  throw error;
}

async function syncFolder(folder: string): Promise<void> {
  await using handle = await open(folder, 'r');
  await handle.sync();
}

/** The key comes from our own database; the check keeps a damaged one from leaving the folder. */
function fileOf(root: string, key: string): string {
  if (!/^[0-9a-f]{48}$/.test(key)) throw new MediaMissingError();
  return path.join(root, key.slice(0, 2), key.slice(2, 4), key);
}

async function orMissing<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new MediaMissingError({ cause: error });
    }
    throw error;
  }
}
