import type { RequestHandler, Response } from 'express';
import { presentMessage } from '../control/present-message.ts';
import { presentState } from '../control/present-state.ts';
import type { Network } from '../whatsapp/network.ts';

const STATE_DELAY_MS = 100;

/** Server-sent events: `state` (the whole, after changes), `message` (a new or changed one), `typing`. */
export function streamEvents(network: Network): RequestHandler {
  const open = new Set<Response>();
  const tell = (kind: string, data: unknown) => {
    const text = `event: ${kind}\ndata: ${JSON.stringify(data)}\n\n`;
    for (const response of open) response.write(text);
  };
  let isStateDue = false;
  const tellState = () => {
    if (isStateDue || open.size === 0) return;
    isStateDue = true;
    setTimeout(() => {
      isStateDue = false;
      tell('state', presentState(network));
    }, STATE_DELAY_MS).unref();
  };
  network.world.on('changed', tellState);
  network.listeners.onCodes = tellState;
  network.listeners.onTyping = (typing) => tell('typing', typing);
  network.listeners.onMessage = (account, message) => {
    if (open.size > 0) tell('message', { account: account.phone, message: presentMessage(account, message) });
  };
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    open.add(response);
    response.on('close', () => open.delete(response));
    response.write(`event: state\ndata: ${JSON.stringify(presentState(network))}\n\n`);
  };
}
