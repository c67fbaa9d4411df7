import * as z from 'zod';
import { ApiProblem, problemOf } from '@/api/problem';

const answer = z.object({ id: z.string() });

/** So long without a byte, and the connection is taken for dead; the server's answer to a large file takes its time. */
const SILENCE_MS = 60_000;

/** The browser cannot read it any more, or never could: it was changed, moved or deleted, or is a folder. */
export class FileGoneError extends Error {
  constructor() {
    super('The file cannot be read');
    this.name = 'FileGoneError';
  }
}

/** Uploads a file and gives its media id. A request with a file that is gone fails as if the network were away. */
export async function uploadFile(
  file: File,
  onProgress: (part: number) => void,
  unwanted: AbortSignal,
): Promise<string> {
  try {
    await file.slice(0, 1).arrayBuffer();
  } catch {
    throw new FileGoneError();
  }
  unwanted.throwIfAborted();
  return upload(file, onProgress, unwanted);
}

/** XMLHttpRequest, because fetch tells nothing of the progress of an upload. */
function upload(file: File, onProgress: (part: number) => void, unwanted: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    let silence = setTimeout(stop, SILENCE_MS);
    unwanted.addEventListener('abort', stop);
    request.onloadend = () => {
      clearTimeout(silence);
      unwanted.removeEventListener('abort', stop);
    };
    request.open('POST', '/api/media');
    request.setRequestHeader('accept-language', document.documentElement.lang);
    request.upload.onprogress = ({ loaded, total }) => {
      clearTimeout(silence);
      silence = setTimeout(stop, SILENCE_MS);
      onProgress(total > 0 ? loaded / total : 0);
    };
    request.onerror = () => reject(new TypeError('The upload broke off'));
    request.onabort = request.onerror;
    request.onload = async () => {
      const response = new Response(request.responseText, { status: request.status });
      if (!response.ok) {
        reject(await problemOf(response));
        return;
      }
      const parsed = answer.safeParse(await response.json().catch(() => null));
      if (parsed.success) resolve(parsed.data.id);
      else reject(new ApiProblem({ status: 502, code: 'UNKNOWN', detail: 'The upload had no answer' }));
    };
    const form = new FormData();
    form.append('file', file, file.name);
    request.send(form);
  });
}
