import { pipeline } from 'node:stream/promises';
import type { MediaFile } from '@soul-kg-crm/database';
import { getMedia, readMedia } from '@soul-kg-crm/domain';
import { Problem } from '@soul-kg-crm/shared/problems';
import type { RequestHandler, Response } from 'express';
import * as z from 'zod';
import type { ApiContext } from '../../context.ts';
import { InvalidInputError } from '../../http/problem-of.ts';
import { callerOf } from '../../http/request-locals.ts';
import { scopeOf } from '../request-context.ts';
import { contentDisposition } from './content-disposition.ts';
import { contentTypeOf } from './content-type.ts';
import { requestedRange } from './requested-range.ts';

const params = z.object({ mediaId: z.uuid() });

/** GET /media/{mediaId}: the file or a part of it. */
export function downloadMedia(api: ApiContext): RequestHandler {
  return async (req, res) => {
    const parsed = params.safeParse(req.params);
    if (!parsed.success) throw new InvalidInputError(parsed.error.issues, req.params);
    const scope = scopeOf({ api, caller: callerOf(res) });
    const media = await getMedia(scope, parsed.data.mediaId);
    if (media.status !== 'READY') throw new Problem('NOT_FOUND');
    res.setHeader('ETag', etagOf(media));
    if (req.fresh) {
      describe(res, media);
      return void res.status(304).end();
    }
    const range = requestedRange(req.headers, media.size, etagOf(media));
    if (range === 'unsatisfiable') {
      res.setHeader('Content-Range', `bytes */${media.size}`);
      throw new Problem('RANGE_NOT_SATISFIABLE');
    }
    const { content } = await readMedia(scope, api.storage, media.id, range ?? undefined);
    // Only now, or what is said instead of the file would be kept for an hour.
    describe(res, media);
    res.status(range ? 206 : 200).setHeader('Content-Type', contentTypeOf(media));
    if (range) res.setHeader('Content-Range', `bytes ${range.start}-${range.end}/${media.size}`);
    res.setHeader('Content-Length', range ? range.end - range.start + 1 : media.size);
    if (req.method === 'HEAD') {
      content.destroy();
      return void res.end();
    }
    await send(content, res);
  };
}

/** A file somebody sent must never act as a page of ours: no sniffing, no scripts, no cookies' origin. */
function describe(res: Response, media: MediaFile): void {
  res.setHeader('Accept-Ranges', 'bytes');
  res.setHeader('Cache-Control', 'private, max-age=3600');
  res.setHeader('Content-Security-Policy', "sandbox; default-src 'none'; style-src 'unsafe-inline'");
  res.setHeader('X-Content-Type-Options', 'nosniff');
  res.setHeader('Content-Disposition', contentDisposition(media));
}

function etagOf({ sha256, id }: MediaFile): string {
  return `"${sha256 ?? id}"`;
}

async function send(content: NodeJS.ReadableStream, res: Response): Promise<void> {
  try {
    await pipeline(content, res);
  } catch (error) {
    // Players ask for parts and hang up: no fault of ours.
    if (!res.destroyed) throw error;
  }
}
