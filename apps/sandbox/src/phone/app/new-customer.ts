import { command } from './api.ts';
import { h } from './dom.ts';
import { t } from './language.ts';
import { store } from './store.ts';

/** Asks who the new customer is, and opens their chat. */
export function newCustomerDialog(): { element: HTMLDialogElement; open: () => void } {
  const name = h('input', { id: 'new-name', required: true, maxlength: 60, autocomplete: 'off' });
  const phone = h('input', {
    id: 'new-phone',
    type: 'tel',
    required: true,
    autocomplete: 'off',
    'aria-describedby': 'new-phone-hint',
  });
  const hint = h('p', { id: 'new-phone-hint', class: 'quiet' }, t('phoneHint'));
  const usesLid = h('input', { id: 'new-hides', type: 'checkbox' });
  const form = h(
    'form',
    { method: 'dialog', novalidate: true },
    h('h2', { id: 'new-title' }, t('newCustomer')),
    h('label', { for: 'new-name' }, t('name')),
    name,
    h('label', { for: 'new-phone' }, t('phone')),
    phone,
    hint,
    h('div', { class: 'check' }, usesLid, h('label', { for: 'new-hides' }, t('hidesPhone'))),
    h(
      'div',
      { class: 'actions' },
      h('button', { type: 'button', onclick: () => dialog.close() }, t('cancel')),
      h('button', { type: 'submit', class: 'primary' }, t('add')),
    ),
  );
  const dialog = h('dialog', { 'aria-labelledby': 'new-title' }, form);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const number = `+${phone.value.replace(/\D/g, '')}`;
    const isValid = /^\+\d{7,15}$/.test(number);
    phone.setAttribute('aria-invalid', String(!isValid));
    hint.textContent = isValid ? t('phoneHint') : t('phoneWrong');
    hint.classList.toggle('is-wrong', !isValid);
    if (!isValid) return phone.focus();
    dialog.close();
    void add(number, name.value.trim() || number, usesLid.checked);
    form.reset();
  });
  return { element: dialog, open: () => dialog.showModal() };
}

async function add(phone: string, name: string, usesLid: boolean): Promise<void> {
  const { account } = store;
  if (!account) return;
  await store.attempt(() => command('customer', { account: account.phone, phone, name, usesLid }));
  store.open(phone);
}
