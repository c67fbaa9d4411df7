import * as z from 'zod';
import { mediaId } from '../ids.ts';
import { route } from './access.ts';
import { mediaModel } from './models.ts';

/** WhatsApp Web's own limits: 16 MB for image, video and audio, 100 MB for a document (we keep all in one). */
export const MAX_MEDIA_BYTES = 64 * 1024 * 1024;

/** So long a request may take to arrive: the largest file at 0.3 Mbit/s. Node's own limit of five minutes is for pages. */
export const MAX_UPLOAD_MS = 30 * 60_000;

export const mediaContract = {
  upload: route('AGENT', { isStream: true })
    .route({
      method: 'POST',
      path: '/media',
      tags: ['media'],
      summary: 'Upload a file (multipart/form-data, one part named file)',
      description:
        'Its type is that of the part, or by its name where the part has none. For a message that is sent within two days: after them a file that stands in no message is deleted, and has to be uploaded anew.',
      successStatus: 201,
    })
    .input(z.strictObject({ file: z.file() }))
    .output(mediaModel),
  download: route('AGENT', { isStream: true })
    .route({
      method: 'GET',
      path: '/media/{mediaId}',
      tags: ['media'],
      summary: 'The file itself; answers to Range',
    })
    .input(z.strictObject({ mediaId }))
    .output(z.file()),
};
