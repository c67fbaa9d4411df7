import type { Customer, Message } from './api.ts';
import { avatar } from './avatar.ts';
import { fill, h } from './dom.ts';
import { icon } from './icons.ts';
import { phoneText, t, timeOf } from './language.ts';
import { summaryOf } from './message-text.ts';
import { newCustomerDialog } from './new-customer.ts';
import { store } from './store.ts';

const SHOWN = 200;

interface Row {
  customer: Customer;
  last: Message | undefined;
  unread: number;
}

/** Everybody who can write to the business, those who did last first. */
export function customerList(): HTMLElement {
  const list = h('ul', { class: 'customers', 'aria-labelledby': 'customers-title' });
  const kept = new Map<string, { signature: string; element: HTMLElement }>();
  const dialog = newCustomerDialog();
  store.onChange(() => {
    const rows = rowsOf(store.account?.customers ?? []).slice(0, SHOWN);
    fill(list, ...rows.map((row) => keepOrMake(kept, row)));
  });
  return h(
    'section',
    { class: 'device list', 'aria-labelledby': 'customers-title' },
    h(
      'div',
      { class: 'list-head' },
      h('h2', { id: 'customers-title' }, t('customers')),
      h(
        'button',
        {
          class: 'icon-button',
          type: 'button',
          'aria-label': t('newCustomer'),
          onclick: () => dialog.open(),
        },
        icon('plus'),
      ),
    ),
    list,
    dialog.element,
  );
}

function rowsOf(customers: Customer[]): Row[] {
  const rows = customers.map((customer) => {
    const messages = store.messagesOf(customer);
    const unread = messages.filter(
      ({ fromMe, ack, type }) => fromMe && ack < 3 && ack > 0 && type !== 'revoked',
    );
    return { customer, last: messages.at(-1), unread: unread.length };
  });
  return rows.sort((a, b) => (b.last?.sentAt ?? 0) - (a.last?.sentAt ?? 0));
}

function keepOrMake(kept: Map<string, { signature: string; element: HTMLElement }>, row: Row): HTMLElement {
  const { customer, last, unread } = row;
  const isOpen = store.openPhone === customer.phone;
  const typing = store.typingTo(customer)?.state;
  const signature = JSON.stringify([customer, last, unread, isOpen, typing]);
  const known = kept.get(customer.phone);
  if (known?.signature === signature) return known.element;
  const element = known?.element ?? h('li');
  const hadFocus = element.contains(document.activeElement);
  element.replaceChildren(rowButton(row, isOpen, typing));
  if (hadFocus) element.querySelector('button')?.focus();
  kept.set(customer.phone, { signature, element });
  return element;
}

function rowButton(
  { customer, last, unread }: Row,
  isOpen: boolean,
  typing: string | undefined,
): HTMLElement {
  const { name, phone, usesLid } = customer;
  // The chat itself stands beside the list: its last words are not said twice.
  const summary = last && !isOpen ? summaryOf(last) : null;
  const preview = typing ? t(typing === 'recording' ? 'recording' : 'typing') : summary;
  return h(
    'button',
    {
      type: 'button',
      class: isOpen ? 'customer is-open' : 'customer',
      'aria-current': isOpen ? 'true' : null,
      onclick: () => store.open(phone),
    },
    avatar(name, phone),
    h(
      'span',
      { class: 'lines' },
      h('span', { class: 'line' }, h('strong', {}, name), last && h('time', {}, timeOf(last.sentAt))),
      h(
        'span',
        { class: 'line' },
        h(
          'span',
          { class: typing ? 'preview is-typing' : 'preview' },
          preview ?? (usesLid ? t('hidden') : phoneText(phone)),
        ),
        unread > 0 &&
          h('span', { class: 'count', 'aria-label': t('unread', { count: unread }) }, String(unread)),
      ),
    ),
  );
}
