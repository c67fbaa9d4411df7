import { once } from 'node:events';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import express, { type Express } from 'express';
import { WebSocketServer } from 'ws';
import { loadCertificate } from './certificate.ts';
import type { MediaFiles } from './media-files.ts';
import type { Network } from './network.ts';
import { pageFolder, pageHtml } from './page-source.ts';

const MAX_UPLOAD = '100mb';

/** web.whatsapp.com as a browser sees it: HTTPS and a WebSocket. */
export class WhatsAppServer implements AsyncDisposable {
  readonly #server: https.Server;
  readonly #sockets = new WebSocketServer({ noServer: true });

  private constructor(server: https.Server, network: Network) {
    this.#server = server;
    server.on('upgrade', (request, socket, head) => {
      if (request.url !== '/line' || network.isUnreachable) return socket.destroy();
      this.#sockets.handleUpgrade(request, socket, head, (webSocket) => network.accept(webSocket));
    });
  }

  static async start(options: {
    host: string;
    port: number;
    dataDir: string;
    network: Network;
    media: MediaFiles;
  }): Promise<WhatsAppServer> {
    const app = pageApp(options.network, options.media);
    const server = https.createServer(await loadCertificate(options.dataDir), app);
    server.listen(options.port, options.host);
    await once(server, 'listening');
    return new WhatsAppServer(server, options.network);
  }

  get port(): number {
    // A TCP server that listens has an address of this form.
    const { port } = this.#server.address() as AddressInfo;
    return port;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const client of this.#sockets.clients) client.terminate();
    this.#sockets.close();
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }
}

function pageApp(network: Network, media: MediaFiles): Express {
  const app = express();
  app.use('/page', express.static(pageFolder));
  app.post('/missing', express.text({ type: () => true }), (request, response) => {
    network.missing.add(String(request.body));
    response.sendStatus(204);
  });
  app.post('/media', express.raw({ type: () => true, limit: MAX_UPLOAD }), async (request, response) => {
    const body: unknown = request.body;
    response.json(await media.keep(Buffer.isBuffer(body) ? body : Buffer.alloc(0)));
  });
  app.get('/media/:name', async (request, response) => {
    const { fileDelayMs, fileStatus } = network.settings;
    if (fileDelayMs > 0) await delay(fileDelayMs);
    const data = await media.read(request.path);
    if (fileStatus !== null) response.sendStatus(fileStatus);
    else if (data) response.type('application/octet-stream').send(data);
    else response.sendStatus(404);
  });
  app.get('/{*path}', (_request, response) => {
    response.type('html').send(pageHtml(network.settings));
  });
  return app;
}
