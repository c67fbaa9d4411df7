import type { CommandInput, CommandName } from '../../control/commands.ts';
import type { PresentedMessage } from '../../control/present-message.ts';
import type { SandboxState } from '../../control/present-state.ts';

export type Message = PresentedMessage;
export type State = SandboxState;
export type Account = State['accounts'][number];
export type Customer = Account['customers'][number];

export interface Typing {
  account: string;
  chat: string;
  state: string;
}

interface Listener {
  onState(state: State): void;
  onMessage(account: string, message: Message): void;
  onTyping(typing: Typing): void;
  onConnected(isConnected: boolean): void;
}

/** A call of the control API; rejects with what the sandbox says. */
export async function command<Name extends CommandName>(name: Name, body: CommandInput<Name>): Promise<void> {
  await ask(`/control/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

export async function readMessages(account: string): Promise<Message[]> {
  const { items }: { items: Message[] } = await ask(`/control/messages?${new URLSearchParams({ account })}`);
  return items;
}

/** Follows what happens in the sandbox; the browser connects again by itself. */
export function listen({ onState, onMessage, onTyping, onConnected }: Listener): void {
  const source = new EventSource('/control/events');
  source.onopen = () => onConnected(true);
  source.onerror = () => onConnected(false);
  source.addEventListener('state', ({ data }) => onState(JSON.parse(data)));
  source.addEventListener('message', ({ data }) => {
    const { account, message }: { account: string; message: Message } = JSON.parse(data);
    onMessage(account, message);
  });
  source.addEventListener('typing', ({ data }) => onTyping(JSON.parse(data)));
}

/** Where the file of a message is. */
export function mediaUrl({ directPath, mimeType, fileName }: NonNullable<Message['media']>): string {
  const query = new URLSearchParams({ type: mimeType, name: fileName ?? 'file' });
  return `/control${directPath}?${query}`;
}

// The server is of the same version as this page: its answers are taken as they are.
async function ask(path: string, init?: RequestInit) {
  const response = await fetch(path, init);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error ?? response.statusText);
  return answer;
}
