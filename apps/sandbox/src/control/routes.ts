import express, { type ErrorRequestHandler, type Router } from 'express';
import * as z from 'zod';
import type { MediaFiles } from '../whatsapp/media-files.ts';
import type { Network } from '../whatsapp/network.ts';
import { SandboxError } from '../whatsapp/world.ts';
import { type CommandName, commands } from './commands.ts';
import { createControl } from './control.ts';
import { presentMessage } from './present-message.ts';
import { presentState } from './present-state.ts';

/** `POST /control/<command>`, and what there is to see. */
export function controlRoutes(network: Network, files: MediaFiles): Router {
  const router = express.Router();
  const control = createControl(network, files);
  router.use(express.json({ limit: '100mb' }));
  for (const name of commandNames()) {
    router.post(`/control/${name}`, async (request, response) => {
      const command = commands[name].parse(request.body ?? {});
      // Each handler takes exactly what its own schema gives; the pair is looked up by one name.
      const handle = control[name] as (input: unknown) => unknown;
      response.json((await handle(command)) ?? { ok: true });
    });
  }
  router.get('/control/state', (_request, response) => {
    response.json(presentState(network));
  });
  router.get('/control/messages', (request, response) => {
    const { account, fromMe } = messageQuery.parse(request.query);
    const owner = network.world.requireAccount(account);
    response.json({
      items: owner.messages
        .filter((message) => fromMe === undefined || message.fromMe === fromMe)
        .map((message) => presentMessage(owner, message)),
    });
  });
  router.use(reportErrors);
  return router;
}

const messageQuery = z.object({ account: z.string(), fromMe: z.stringbool().optional() });

function commandNames(): CommandName[] {
  // The keys of a literal object are its names.
  return Object.keys(commands) as CommandName[];
}

const reportErrors: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
  if (error instanceof z.ZodError) {
    response.status(400).json({ error: z.prettifyError(error) });
    return;
  }
  if (error instanceof SandboxError) {
    response.status(error.status).json({ error: error.message });
    return;
  }
  const status =
    error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : 500;
  response.status(status).json({ error: error instanceof Error ? error.message : String(error) });
};
