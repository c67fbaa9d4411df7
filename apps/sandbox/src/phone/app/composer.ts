import { type Customer, command } from './api.ts';
import { attachMenu } from './attach-menu.ts';
import { quoteBlock } from './bubble.ts';
import { fill, h } from './dom.ts';
import { icon } from './icons.ts';
import { t } from './language.ts';
import { store } from './store.ts';

const TYPING_PAUSE_MS = 2500;
const MAX_HEIGHT_PX = 140;

export interface Composer {
  element: HTMLElement;
  focus(): void;
  update(): void;
}

/** Where the customer writes. */
export function composer(customer: Customer): Composer {
  const quote = h('div', { class: 'quote-row' });
  const input = h('textarea', { rows: 1, placeholder: t('message'), 'aria-label': t('message') });
  const typing = typingSignal(customer);
  const menu = attachMenu((media) => send(customer, takeText(input), media));
  const form = h(
    'form',
    { class: 'composer' },
    quote,
    h(
      'div',
      { class: 'composer-row' },
      menu,
      input,
      h('button', { class: 'send', type: 'submit', 'aria-label': t('send') }, icon('send')),
    ),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = takeText(input);
    typing.stop();
    if (text) void send(customer, text);
    input.focus();
  });
  input.addEventListener('input', () => {
    grow(input);
    typing.note(input.value !== '');
  });
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  return {
    element: form,
    // On a phone the keyboard would cover the chat that was just opened.
    focus: () => matchMedia('(min-width: 900px)').matches && input.focus(),
    update: () => fill(quote, ...(store.quoted ? [quoteBlock(store.quoted), cancelButton()] : [])),
  };
}

function cancelButton(): HTMLElement {
  const attributes = { class: 'icon-button', type: 'button', 'aria-label': t('cancelReply') };
  return h('button', { ...attributes, onclick: () => store.quote(null) }, icon('close'));
}

function takeText(input: HTMLTextAreaElement): string {
  const text = input.value.trim();
  input.value = '';
  grow(input);
  return text;
}

function grow(input: HTMLTextAreaElement): void {
  input.style.height = 'auto';
  input.style.height = `${Math.min(input.scrollHeight, MAX_HEIGHT_PX)}px`;
}

async function send(
  { phone, name }: Customer,
  text: string,
  media?: Parameters<typeof command<'incoming'>>[1]['media'],
): Promise<void> {
  const { account, quoted } = store;
  if (!account) return;
  store.quote(null);
  await store.attempt(() =>
    command('incoming', {
      account: account.phone,
      from: { phone, name },
      text,
      ...(media && { media }),
      ...(quoted && { quotedId: quoted.id }),
    }),
  );
}

/** Lets the business see that the customer writes. */
function typingSignal({ phone }: Customer) {
  let timer = 0;
  const tell = (state: 'typing' | 'paused') => {
    const { account } = store;
    if (account) command('typing', { account: account.phone, from: phone, state }).catch(() => {});
  };
  const stop = () => {
    if (timer === 0) return;
    clearTimeout(timer);
    timer = 0;
    tell('paused');
  };
  return {
    stop,
    note: (isWriting: boolean) => {
      if (!isWriting) return stop();
      if (timer === 0) tell('typing');
      clearTimeout(timer);
      timer = window.setTimeout(stop, TYPING_PAUSE_MS);
    },
  };
}
