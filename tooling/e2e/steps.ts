import { expect, type Page } from '@playwright/test';
import type { SandboxClient } from '@soul-kg-crm/sandbox/client';
import type { TestOrganization } from './organization.ts';
import type { Words } from './words.ts';

// What a person does, by the names that they see.

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
  await expect(page.getByRole('img', { name: words.qrCode })).toBeVisible({ timeout: 45_000 });
}

export async function expectConnected(page: Page, words: Words): Promise<void> {
  await expect(page.getByRole('status').filter({ hasText: new RegExp(`^${words.connected}`) })).toBeVisible({
    timeout: 45_000,
  });
  await expect(page.getByRole('img', { name: words.qrCode })).toHaveCount(0);
}

/** The text of the code of this organisation's number, so that tests that run beside it do not scan one another's. */
export async function codeOf(page: Page, channelId?: string): Promise<string> {
  const answer = await page.evaluate(async (id) => {
    const me: { organizationId: string } = await (await fetch('/api/me')).json();
    const which = id === undefined ? '' : `?channelId=${id}`;
    const response = await fetch(`/api/whatsapp/qr/${me.organizationId}${which}`);
    const qr: { qrCode: string | null } = await response.json();
    return qr.qrCode;
  }, channelId);
  if (answer === null) throw new Error('There is no code');
  return answer;
}

/** Signed in and connected by the pages, as a person does it. */
export async function connectByHand(
  page: Page,
  organization: TestOrganization,
  words: Words,
  sandbox: SandboxClient,
): Promise<void> {
  await signIn(page, organization, words);
  await showCode(page, words);
  await sandbox.do('scan', {
    account: organization.phone,
    name: organization.name,
    code: await codeOf(page),
  });
  await expectConnected(page, words);
}

/** Signed in without the form, which has tests of its own. */
export const enter = (page: Page, { cookies }: TestOrganization): Promise<void> =>
  page.context().addCookies(cookies);

/** Signed in and connected, without the pages on which a person does it. */
export async function connectNumber(
  page: Page,
  organization: TestOrganization,
  sandbox: SandboxClient,
): Promise<void> {
  await enter(page, organization);
  await page.goto('/dashboard');
  await linkNumber(page, { name: organization.name, account: organization.phone }, sandbox);
}

/** What the dashboard asks of the API, without going through its pages; gives the answer. */
export async function callApi(
  page: Page,
  method: 'POST' | 'PUT' | 'PATCH',
  path: string,
  body: object,
): Promise<Record<string, unknown>> {
  return page.evaluate(
    async ([how, where, what]) => {
      const { organizationId }: { organizationId: string } = await (await fetch('/api/me')).json();
      const answer = await fetch(where.replace('{organizationId}', organizationId), {
        method: how,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(what),
      });
      if (!answer.ok) throw new Error(`${how} ${where}: ${answer.status}`);
      return answer.json();
    },
    [method, path, body] as const,
  );
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
  const which = channelId === undefined ? {} : { channelId };
  await callApi(page, 'POST', '/api/whatsapp/connect', which);
  let code = '';
  await expect(async () => {
    code = await codeOf(page, channelId);
  }).toPass({ intervals: [250], timeout: 45_000 });
  await sandbox.do('scan', { ...number, code });
  await expect.poll(() => statusOf(page, channelId), { intervals: [250], timeout: 45_000 }).toBe('CONNECTED');
}

async function statusOf(page: Page, channelId?: string): Promise<string> {
  return page.evaluate(async (id) => {
    const me: { organizationId: string } = await (await fetch('/api/me')).json();
    const which = id === undefined ? '' : `?channelId=${id}`;
    const { status }: { status: string } = await (
      await fetch(`/api/whatsapp/status/${me.organizationId}${which}`)
    ).json();
    return status;
  }, channelId);
}

/** Nothing leaves any more. What a person sees of it comes first. */
export async function untilDisconnected(sandbox: SandboxClient, account: string): Promise<void> {
  const isConnected = async () =>
    (await sandbox.state()).accounts.find(({ phone }) => phone === account)?.isConnected;
  await expect.poll(isConnected).toBe(false);
}
