import { type Customer, command } from './api.ts';
import { acknowledgeAll } from './automatic-acks.ts';
import { avatar } from './avatar.ts';
import { composer } from './composer.ts';
import { fill, h } from './dom.ts';
import { icon } from './icons.ts';
import { phoneText, t } from './language.ts';
import { messageList } from './message-list.ts';
import { store } from './store.ts';

/** The customer's own phone: their chat with the business. */
export function chatPanel(): HTMLElement {
  const panel = h('section', { class: 'device chat' });
  let shown: string | null | undefined;
  let update = () => {};
  store.onChange(() => {
    const { customer, account } = store;
    const key = customer && account ? `${account.phone} ${customer.phone}` : null;
    if (key !== shown) {
      shown = key;
      update = customer ? showChat(panel, customer) : showNothing(panel);
    }
    update();
  });
  return panel;
}

function showNothing(panel: HTMLElement): () => void {
  panel.removeAttribute('aria-label');
  fill(
    panel,
    h(
      'div',
      { class: 'choose-somebody' },
      icon('chat'),
      h('p', {}, h('strong', {}, t('chooseCustomer'))),
      h('p', { class: 'quiet' }, t('chooseCustomerHint')),
    ),
  );
  return () => {};
}

function showChat(panel: HTMLElement, opened: Customer): () => void {
  panel.setAttribute('aria-label', t('chatWith', { name: opened.name }));
  const state = h('p', { class: 'chat-state', 'aria-live': 'polite' });
  const list = messageList();
  const manual = h('div', { class: 'manual' });
  const input = composer(opened);
  fill(panel, chatHead(opened, state), list.element, manual, input.element);
  input.focus();
  return () => {
    const customer = store.customer ?? opened;
    const text = stateText(customer);
    if (state.textContent !== text) state.textContent = text;
    state.classList.toggle('is-typing', store.typingTo(customer) !== undefined);
    const messages = store.messagesOf(customer);
    list.show(messages);
    const isOpen = messages.some(({ fromMe, ack }) => fromMe && ack > 0 && ack < 3);
    fill(manual, ...(store.isAutomatic || !isOpen ? [] : manualButtons(customer)));
    input.update();
  };
}

function chatHead(customer: Customer, state: HTMLElement): HTMLElement {
  const { name, phone, usesLid } = customer;
  return h(
    'div',
    { class: 'chat-head' },
    h(
      'button',
      { class: 'icon-button back', type: 'button', 'aria-label': t('back'), onclick: () => store.open(null) },
      icon('back'),
    ),
    avatar(name, phone),
    h('div', { class: 'who' }, h('h2', {}, name), state),
    h('span', { class: 'quiet number' }, usesLid ? t('hidden') : phoneText(phone)),
    callButton(customer, false),
    callButton(customer, true),
  );
}

function callButton({ phone, name }: Customer, isVideo: boolean): HTMLElement {
  const call = () => {
    const account = store.account?.phone;
    if (account) void store.attempt(() => command('call', { account, from: { phone, name }, isVideo }));
  };
  const label = t(isVideo ? 'videoCall' : 'call');
  return h(
    'button',
    { class: 'icon-button', type: 'button', 'aria-label': label, title: label, onclick: call },
    icon(isVideo ? 'video' : 'call'),
  );
}

function stateText(customer: Customer): string {
  const typing = store.typingTo(customer);
  const { account } = store;
  if (!typing) return t('writesTo', { name: account?.name ?? '' });
  return `${account?.name ?? ''} ${t(typing.state === 'recording' ? 'recording' : 'typing')}`;
}

function manualButtons(customer: Customer) {
  const button = (name: 'markDelivered' | 'markRead', level: 'DELIVERED' | 'READ') =>
    h(
      'button',
      { type: 'button', onclick: () => store.attempt(() => acknowledgeAll(customer, level)) },
      t(name),
    );
  return [button('markDelivered', 'DELIVERED'), button('markRead', 'READ')];
}
