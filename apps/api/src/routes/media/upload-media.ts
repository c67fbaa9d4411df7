import { registerUpload } from '@soul-kg-crm/domain';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { languageOf } from '../../http/language.ts';
import { callerOf } from '../../http/request-locals.ts';
import { type RequestContext, scopeOf } from '../request-context.ts';
import { requireSendable } from './allowed-files.ts';
import { typeOfFile } from './file-type.ts';
import { presentMedia } from './present-media.ts';
import { receiveFile } from './receive-file.ts';

/** POST /media: streams the part named file into the media storage. */
export function uploadMedia(api: ApiContext): RequestHandler {
  return async (req, res) => {
    const context = { api, caller: callerOf(res) };
    const scope = scopeOf(context);
    const media = await receiveFile(req, async ({ fileName, mimeType: told, content }) => {
      const mimeType = typeOfFile(fileName, told);
      requireSendable(fileName, mimeType);
      const upload = { fileName, mimeType, content, uploadedById: uploaderOf(context.caller) };
      return registerUpload(scope, api.storage, upload);
    });
    res.status(201).json(presentMedia(media, languageOf(req, res)));
  };
}

/** By a key as well: what nobody has uploaded is a customer's picture, and stays. */
function uploaderOf(caller: RequestContext['caller']): string | null {
  return caller?.kind === 'apiKey' ? caller.apiKeyId : (caller?.userId ?? null);
}
