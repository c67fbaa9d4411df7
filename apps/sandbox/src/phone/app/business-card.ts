import { type Account, command, type State } from './api.ts';
import { avatar } from './avatar.ts';
import { fill, h } from './dom.ts';
import { icon } from './icons.ts';
import { phoneText, t, timeOf } from './language.ts';
import { store } from './store.ts';
import { switchRow } from './switch-row.ts';

type Code = State['codes'][number];

/** The phone of the business: scans codes, and shows whether it is linked. */
export function businessCard(): HTMLElement {
  const identity = h('div', { class: 'identity' });
  const scanner = h('div', { class: 'scanner' });
  const link = h('div', { class: 'link' });
  const automatic = switchRow(t('automatic'), t('automaticHint'), (isOn) => store.setAutomatic(isOn));
  const offline = switchRow(t('offline'), t('offlineHint'), (isOffline) => setOffline(isOffline));
  let shown = '';
  store.onChange(() => {
    const { account, sandbox } = store;
    const codes = sandbox?.codes ?? [];
    automatic.set(store.isAutomatic);
    offline.set(account?.faults.isOffline ?? false);
    const signature = JSON.stringify([
      account,
      sandbox?.accounts.length,
      codes.map(({ page, ref }) => [page, ref]),
    ]);
    if (signature === shown) return;
    shown = signature;
    fill(identity, ...identityOf(account, sandbox?.accounts ?? []));
    fill(scanner, ...(codes.length > 0 ? codeCards(codes) : [nothingToScan()]));
    // Once it is linked, there is nothing to be told about codes that do not come.
    scanner.hidden = codes.length === 0 && account?.isConnected === true;
    fill(link, ...(account ? linkOf(account) : []));
  });
  return h(
    'section',
    { class: 'device business', 'aria-labelledby': 'business-title' },
    h('h2', { id: 'business-title' }, t('business')),
    identity,
    scanner,
    link,
    h('div', { class: 'switches' }, automatic.element, offline.element),
  );
}

function identityOf(account: Account | null, accounts: Account[]) {
  if (!account) return [];
  const { name, phone } = account;
  return [
    avatar(name, phone),
    h('div', { class: 'who' }, h('strong', {}, name), h('span', { class: 'quiet' }, phoneText(phone))),
    accounts.length > 1 && accountSelect(phone, accounts),
  ];
}

function accountSelect(phone: string, accounts: Account[]): HTMLElement {
  const options = accounts.map((account) =>
    h(
      'option',
      { value: account.phone, selected: account.phone === phone },
      `${account.name} · ${account.phone}`,
    ),
  );
  const select = h('select', { id: 'account', onchange: () => store.useAccount(select.value) }, ...options);
  return h('div', { class: 'choose' }, h('label', { for: 'account', class: 'quiet' }, t('account')), select);
}

function codeCards(codes: Code[]): HTMLElement[] {
  const title = h('p', { class: 'scanner-title' }, t(codes.length > 1 ? 'waitingSeveral' : 'waiting'));
  return [title, h('ul', { class: codes.length > 1 ? 'codes several' : 'codes' }, ...codes.map(codeCard))];
}

function codeCard({ page, ref, sinceMs }: Code): HTMLElement {
  const source = `/control/codes/${page}.svg?ref=${encodeURIComponent(ref.slice(-12))}`;
  return h(
    'li',
    {},
    h(
      'div',
      { class: 'viewfinder' },
      h('img', { src: source, alt: t('codePicture'), width: 180, height: 180 }),
    ),
    h('p', { class: 'quiet' }, t('shownSince', { time: timeOf(sinceMs) })),
    h('button', { class: 'primary', type: 'button', onclick: () => scan(page) }, icon('scan'), t('scan')),
  );
}

function nothingToScan(): HTMLElement {
  return h(
    'div',
    { class: 'no-code' },
    h('div', { class: 'viewfinder empty' }, icon('scan')),
    h('p', {}, h('strong', {}, t('noCode'))),
    h('p', { class: 'quiet' }, t('noCodeHint')),
  );
}

function linkOf({ phone, isLinked, isConnected }: Account) {
  const word = isConnected ? 'linked' : isLinked ? 'linkedOffline' : 'notLinked';
  const tone = isConnected ? 'good' : isLinked ? 'waiting' : 'off';
  const unlink = h(
    'button',
    {
      type: 'button',
      title: t('unlinkHint'),
      onclick: () => store.attempt(() => command('logout', { account: phone })),
    },
    t('unlink'),
  );
  return [h('span', { class: `badge ${tone}`, role: 'status' }, t(word)), isLinked && unlink];
}

function scan(page: string): void {
  const { account } = store;
  if (!account) return;
  const { phone, name } = account;
  void store.attempt(() => command('scan', { account: phone, name, page }));
}

function setOffline(isOffline: boolean): void {
  const { account } = store;
  if (account) void store.attempt(() => command('faults', { account: account.phone, isOffline }));
}
