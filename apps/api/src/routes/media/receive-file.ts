import type { IncomingMessage } from 'node:http';
import { PassThrough, type Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { MAX_MEDIA_BYTES } from '@soul-kg-crm/shared/contract';
import { invalidField, Problem } from '@soul-kg-crm/shared/problems';
import busboy from 'busboy';
import { CallerGoneError } from '../../http/caller-gone.ts';

export interface ReceivedFile {
  fileName: string;
  mimeType: string;
  /** Ends early with a Problem where the upload breaks off or is too large. */
  content: Readable;
}

const MAX_NAME_LENGTH = 200;
/** A file may take half an hour to arrive, but not stand still: who stopped sending holds no connection. */
const IDLE_MS = 60_000;

/**
 * Reads multipart/form-data with exactly one part, a file named `file`, and gives what `store` makes of it. The file's
 * content ends only when the whole form was right, so that `store` keeps nothing of a wrong one.
 */
export async function receiveFile<Result>(
  req: IncomingMessage,
  store: (file: ReceivedFile) => Promise<Result>,
  idleMs = IDLE_MS,
): Promise<Result> {
  const form = openForm(req);
  const content = new PassThrough();
  let storing: Promise<Result> | undefined;
  let storeFailure: { error: unknown } | undefined;
  form.on('file', (part, bytes, { filename, mimeType }) => {
    // It fails together with the form, which is listened to.
    bytes.on('error', () => {});
    if (part !== 'file' || storing) return void form.destroy(notOneFile());
    bytes.once('limit', () => form.destroy(new Problem('PAYLOAD_TOO_LARGE', { limit: '64 MB' })));
    bytes.pipe(content, { end: false });
    storing = store({ fileName: fileNameOf(filename), mimeType, content });
    storing.catch((error: unknown) => {
      // Where the form was wrong before, that is why.
      if (!form.destroyed) storeFailure = { error };
      form.destroy();
    });
  });
  form.on('field', () => form.destroy(notOneFile()));
  // Nobody listens to the timeout: the connection is closed.
  req.setTimeout(idleMs);
  req.once('close', () => {
    if (!req.complete) form.destroy(new CallerGoneError('The upload'));
  });
  try {
    await finished(req.pipe(form));
  } catch (error) {
    // What still comes is read and thrown away, so that the caller gets to see the answer.
    req.resume();
    content.on('error', () => {}).destroy(error instanceof Error ? error : notOneFile());
    await storing?.catch(() => {});
    if (storeFailure) throw storeFailure.error;
    throw error instanceof Problem || error instanceof CallerGoneError ? error : notOneFile();
  }
  content.end();
  if (!storing) throw notOneFile();
  return storing;
}

function openForm(req: IncomingMessage): busboy.Busboy {
  try {
    const limits = { files: 2, fields: 1, fileSize: MAX_MEDIA_BYTES, headerPairs: 50 };
    return busboy({ headers: req.headers, limits, defParamCharset: 'utf8' });
  } catch {
    throw notOneFile();
  }
}

/** The last part of the path that some browsers send, without what no file system takes. */
function fileNameOf(given: string | undefined): string {
  const name = (given ?? '').split(/[\\/]/).at(-1) ?? '';
  const clean = name
    .replace(/\p{Cc}/gu, '')
    .trim()
    .toWellFormed();
  return [...clean].slice(-MAX_NAME_LENGTH).join('') || 'file';
}

function notOneFile(): Problem {
  return invalidField('file', 'One file, in a part named file');
}
