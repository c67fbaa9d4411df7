import * as z from 'zod';
import { ApiProblem, problemOf } from '@/api/problem';

const answer = z.object({ id: z.string() });

/** Uploads a file and gives its media id. XMLHttpRequest, because fetch tells nothing of the progress of an upload. */
export function uploadFile(file: File, onProgress: (part: number) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/api/media');
    request.setRequestHeader('accept-language', document.documentElement.lang);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(new TypeError('The upload broke off'));
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
