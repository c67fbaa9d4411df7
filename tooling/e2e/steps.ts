import { expect, type Page } from '@playwright/test';
import type { SandboxClient } from '@soul-kg-crm/sandbox/client';
import { newPhone, type TestOrganization } from './organization.ts';
import type { Words } from './words.ts';

// What a person does, by the names that they see.

/** A browser of the worker's starts, and opens WhatsApp. */
export const CONNECT_MS = 90_000;

export async function signIn(page: Page, organization: TestOrganization, words: Words): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel(words.email).fill(organization.email);
  await page.getByLabel(words.password).fill(organization.password);
  await page.getByRole('button', { name: words.signIn, exact: true }).click();
  await page.waitForURL('**/dashboard');
}

/** Presses connect and waits for the code. */
export async function showCode(page: Page, words: Words): Promise<void> {
  await page.goto('/dashboard/settings/whatsapp');
  await page.getByRole('button', { name: words.connect, exact: true }).click();
  await expect(page.getByRole('img', { name: words.qrCode })).toBeVisible({ timeout: CONNECT_MS });
}

export async function expectConnected(page: Page, words: Words): Promise<void> {
  await expect(page.getByRole('status').filter({ hasText: new RegExp(`^${words.connected}`) })).toBeVisible({
    timeout: CONNECT_MS,
  });
  await expect(page.getByRole('img', { name: words.qrCode })).toHaveCount(0);
}

/** The text of the code of this organisation's number, so that tests that run beside it do not scan one another's. */
export async function codeOf(page: Page, channelId?: string): Promise<string> {
  const { qrCode } = await callApi(page, 'GET', `/api/whatsapp/qr/{organizationId}${which(channelId)}`);
  if (typeof qrCode !== 'string') throw new Error('There is no code');
  return qrCode;
}

/** Has a phone scan the code of this organisation's number: the one that is shown then, as each stands only for a while. */
export async function scanCode(
  page: Page,
  sandbox: SandboxClient,
  phone: { account: string; name: string },
  channelId?: string,
): Promise<void> {
  await expect(async () => {
    await sandbox.do('scan', { ...phone, code: await codeOf(page, channelId) });
  }).toPass({ intervals: [250], timeout: CONNECT_MS });
}

const which = (channelId?: string) => (channelId === undefined ? '' : `?channelId=${channelId}`);

/** Signed in and connected by the pages, as a person does it. */
export async function connectByHand(
  page: Page,
  organization: TestOrganization,
  words: Words,
  sandbox: SandboxClient,
): Promise<void> {
  await signIn(page, organization, words);
  await showCode(page, words);
  await scanCode(page, sandbox, { account: organization.phone, name: organization.name });
  await expectConnected(page, words);
}

/** Signed in without the form, which has tests of its own. */
export const enter = (page: Page, { cookies }: TestOrganization): Promise<void> =>
  page.context().addCookies(cookies);

/** Connects the number of whoever is signed in, without the page on which a person does it. */
export async function connectNumber(
  page: Page,
  { name, phone }: TestOrganization,
  sandbox: SandboxClient,
): Promise<void> {
  await linkNumber(page, { name, account: phone }, sandbox);
}

/** What the dashboard asks of the API, without going through its pages; gives the answer. */
export async function callApi(
  page: Page,
  method: 'GET' | 'POST' | 'PUT' | 'PATCH',
  path: string,
  body?: object,
): Promise<Record<string, unknown>> {
  const where = path.includes(OWN) ? path.replace(OWN, await organizationOf(page)) : path;
  const answer = await page.request.fetch(where, { method, data: body });
  if (!answer.ok()) throw new Error(`${method} ${where}: ${answer.status()}`);
  return answer.json();
}

const OWN = '{organizationId}';

/** The organisation of whoever is signed in. */
export async function organizationOf(page: Page): Promise<string> {
  const { organizationId } = await (await page.request.get('/api/me')).json();
  return organizationId;
}

/** A further number of whoever is signed in, linked without looking at each step. */
export async function connectFurtherNumber(
  page: Page,
  number: { name: string; account: string },
  sandbox: SandboxClient,
): Promise<string> {
  const { channelId } = await callApi(page, 'POST', '/api/sessions', { name: number.name });
  const id = String(channelId);
  await linkNumber(page, number, sandbox, id);
  return id;
}

/** Connects a number, the default one unless told, and has its phone scan the code. */
async function linkNumber(
  page: Page,
  number: { name: string; account: string },
  sandbox: SandboxClient,
  channelId?: string,
): Promise<void> {
  await callApi(page, 'POST', '/api/whatsapp/connect', { channelId });
  await scanCode(page, sandbox, number, channelId);
  await expect
    .poll(() => statusOf(page, channelId), { intervals: [250], timeout: CONNECT_MS })
    .toBe('CONNECTED');
}

async function statusOf(page: Page, channelId?: string): Promise<string> {
  const path = `/api/whatsapp/status/{organizationId}${which(channelId)}`;
  return String((await callApi(page, 'GET', path)).status);
}

/** Has somebody write to a number, and opens their conversation, until what they wrote stands there. */
export async function openConversation(
  page: Page,
  sandbox: SandboxClient,
  account: string,
  text: string,
): Promise<void> {
  const from = { phone: newPhone('+99670'), name: 'Айгуль' };
  await sandbox.incoming({ account, from, text });
  await page.goto('/dashboard/inbox');
  await page.getByRole('link', { name: new RegExp(from.name) }).click();
  await expect(page.getByRole('article').filter({ hasText: text })).toBeVisible();
}

/** Goes to a page, until it hears what is announced: nobody is told anew of what was before. */
export async function goToLive(page: Page, path: string): Promise<void> {
  // The server's answer to the greeting, as socket.io writes it.
  const isAnswer = ({ payload }: { payload: string | Buffer }) => String(payload).startsWith('43');
  const opened = page.waitForEvent('websocket');
  const greeted = opened.then((line) => line.waitForEvent('framereceived', isAnswer));
  await Promise.all([greeted, page.goto(path)]);
}

/** Nothing leaves any more. What a person sees of it comes first. */
export async function untilDisconnected(sandbox: SandboxClient, account: string): Promise<void> {
  const isConnected = async () =>
    (await sandbox.state()).accounts.find(({ phone }) => phone === account)?.isConnected;
  await expect.poll(isConnected).toBe(false);
}
