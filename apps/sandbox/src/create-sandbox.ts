import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import express from 'express';
import { autoAck } from './control/auto-acks.ts';
import { controlRoutes } from './control/routes.ts';
import { furnish } from './phone/furnish.ts';
import { phoneRoutes } from './phone/routes.ts';
import { MediaFiles } from './whatsapp/media-files.ts';
import { Network } from './whatsapp/network.ts';
import { type Settings, settings } from './whatsapp/settings.ts';
import { WhatsAppServer } from './whatsapp/whatsapp-server.ts';
import { World } from './whatsapp/world.ts';
import { WorldFile } from './whatsapp/world-file.ts';

export interface SandboxOptions {
  host?: string;
  /** Control API and phone; 0 takes a free port. */
  port: number;
  /** The stand-in of web.whatsapp.com; 0 takes a free port. */
  tlsPort: number;
  dataDir: string;
  settings?: Partial<Settings>;
  /** A business and a few customers to play with, where there is nobody yet. */
  isFurnished?: boolean;
}

export interface Sandbox extends AsyncDisposable {
  /** Where the control API and the phone are. */
  url: string;
  /** For WHATSAPP_WEB_STANDIN. */
  standin: string;
}

/** Starts everything: WhatsApp's stand-in, the control API, the phone. */
export async function createSandbox(options: SandboxOptions): Promise<Sandbox> {
  const host = options.host ?? '127.0.0.1';
  const world = new World();
  const worldFile = new WorldFile(path.join(options.dataDir, 'world.json'), world);
  await worldFile.open();
  if (options.isFurnished) furnish(world);
  const network = new Network(world, settings.parse(options.settings ?? {}));
  autoAck(network);
  const media = new MediaFiles(path.join(options.dataDir, 'media'));
  const whatsApp = await WhatsAppServer.start({
    host,
    port: options.tlsPort,
    dataDir: options.dataDir,
    network,
    media,
  });
  const server = await listen(network, media, host, options.port);
  // A TCP server that listens has an address of this form.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${port}`,
    standin: `${host}:${whatsApp.port}`,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      await whatsApp[Symbol.asyncDispose]();
      await worldFile[Symbol.asyncDispose]();
    },
  };
}

async function listen(network: Network, media: MediaFiles, host: string, port: number): Promise<http.Server> {
  const app = express();
  app.disable('x-powered-by');
  app.get('/health', (_request, response) => {
    response.json({ status: 'ok' });
  });
  app.use(phoneRoutes(network, media));
  app.use(controlRoutes(network, media));
  const server = http.createServer(app);
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}
