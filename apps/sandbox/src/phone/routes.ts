import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import path from 'node:path';
import express, { type Router } from 'express';
import QRCode from 'qrcode';
import * as z from 'zod';
import type { MediaFiles } from '../whatsapp/media-files.ts';
import type { Network } from '../whatsapp/network.ts';
import { SandboxError } from '../whatsapp/world.ts';
import { streamEvents } from './event-stream.ts';

const APP_FOLDER = path.join(import.meta.dirname, 'app');
const SHOWN = /^(?:image\/(?:jpeg|png|gif|webp)|audio\/|video\/)/;
const POLICY = "default-src 'self'; img-src 'self' data: blob:; frame-ancestors 'none'";

const NO_CODE = '<svg xmlns="http://www.w3.org/2000/svg"/>';

/** The phone to play with: its page, its scripts, its live events, and the pictures and files that it shows. */
export function phoneRoutes(network: Network, files: MediaFiles): Router {
  const router = express.Router();
  router.get('/', (_request, response) => {
    response.set('content-security-policy', POLICY).sendFile('index.html', { root: APP_FOLDER });
  });
  router.get('/phone/:name.ts', async (request, response) => {
    response.type('text/javascript').send(await scriptOf(request.params.name));
  });
  router.use('/phone', express.static(APP_FOLDER, { index: false }));
  router.get('/control/events', streamEvents(network));
  router.get('/control/codes/:page.svg', async (request, response) => {
    const line = [...network.lines].find(({ id }) => id === request.params.page);
    // A code that was just scanned goes from the phone's page a moment later: until then its picture is empty.
    if (!line?.qr) return void response.type('image/svg+xml').send(NO_CODE);
    const svg = await QRCode.toString(line.qr, { type: 'svg', errorCorrectionLevel: 'L', margin: 2 });
    response.set('cache-control', 'no-store').type('image/svg+xml').send(svg);
  });
  router.get('/control/media/:name', async (request, response) => {
    const data = await files.read(`/media/${request.params.name}`);
    if (!data) throw new SandboxError(404, 'There is no such file, or no longer');
    const { type, name } = fileQuery.parse(request.query);
    // Anybody may have sent this file: it is never shown as a page of ours.
    response.set({
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    });
    if (!SHOWN.test(type)) response.attachment(name);
    response.type(SHOWN.test(type) ? type : 'application/octet-stream').send(data);
  });
  return router;
}

const fileQuery = z.object({
  type: z.string().default('application/octet-stream'),
  name: z.string().default('file'),
});

const stripped = new Map<string, string>();

/** The page's scripts are TypeScript; the browser gets them without the types. */
async function scriptOf(name: string): Promise<string> {
  const known = stripped.get(name);
  if (known !== undefined) return known;
  if (!/^[\w-]+$/.test(name)) throw new SandboxError(404, 'There is no such script');
  const source = await readFile(path.join(APP_FOLDER, `${name}.ts`), 'utf8').catch(() => null);
  if (source === null) throw new SandboxError(404, 'There is no such script');
  const script = stripTypeScriptTypes(source);
  stripped.set(name, script);
  return script;
}
