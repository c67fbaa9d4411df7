import { type BrowserContext, test as base, expect, type Page } from '@playwright/test';
import { createSandboxClient, type SandboxClient } from '@soul-kg-crm/sandbox/client';
import { productAddresses } from '@soul-kg-crm/tooling/shared-addresses';
import { stopNumbers } from '@soul-kg-crm/tooling/stop-numbers';
import { newOrganization, newPhone, type TestOrganization } from './organization.ts';
import { callApi, connectNumber, enter } from './steps.ts';
import type { Language } from './words.ts';

export interface PageOptions {
  language: Language;
  theme?: 'light' | 'dark';
}

interface Fixtures {
  webUrl: string;
  phoneUrl: string;
  sandbox: SandboxClient;
  /** An organisation of one's own, with its administrator. */
  signUp(): Promise<TestOrganization>;
  /** A browser of one's own; whatever its console complains of fails the test. */
  openPage(options: PageOptions): Promise<Page>;
  /** Both: signed in, and on no page yet. */
  openSignedIn(options?: PageOptions): Promise<SignedIn>;
  /** Both, with a number that is connected; `account`: the number, as the sandbox knows it. */
  openConnected(options?: PageOptions): Promise<Connected>;
  /** A conversation in which these texts wait, because no number is connected. */
  openWaiting(...texts: string[]): Promise<Waiting>;
}

interface SignedIn {
  organization: TestOrganization;
  page: Page;
}

interface Connected extends SignedIn {
  account: string;
}

interface Waiting extends SignedIn {
  conversationId: string;
  /** The last of them. */
  messageId: string;
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
  webUrl: async ({}, use) => use(productAddresses().webUrl),
  // biome-ignore lint/correctness/noEmptyPattern: as above
  phoneUrl: async ({}, use) => use(productAddresses().sandboxUrl),
  sandbox: async ({ phoneUrl }, use) => use(createSandboxClient(phoneUrl)),
  signUp: async ({ webUrl }, use) => {
    const names: string[] = [];
    await use(async () => {
      const organization = await newOrganization(webUrl);
      names.push(organization.name);
      return organization;
    });
    // Their browsers would run on beside every later spec, until the worker has no place for another one.
    await stopNumbers(productAddresses().databaseUrl, names);
  },
  openPage: async ({ browser, webUrl, contextOptions, viewport, isMobile, hasTouch }, use) => {
    const complaints: string[] = [];
    const contexts: BrowserContext[] = [];
    await use(async ({ language, theme = 'light' }) => {
      const context = await browser.newContext({
        ...contextOptions,
        viewport,
        isMobile,
        hasTouch,
        baseURL: webUrl,
        locale: language === 'ru' ? 'ru-RU' : 'en-US',
        colorScheme: theme,
      });
      contexts.push(context);
      await context.addCookies([{ name: 'locale', value: language, url: webUrl }]);
      const page = await context.newPage();
      listen(page, complaints);
      return page;
    });
    for (const context of contexts) await close(context);
    expect(complaints, "the browser's console").toEqual([]);
  },
  openSignedIn: async ({ signUp, openPage }, use) =>
    use(async (options = { language: 'ru' }) => {
      const organization = await signUp();
      const page = await openPage(options);
      await enter(page, organization);
      return { organization, page };
    }),
  openConnected: async ({ openSignedIn, sandbox }, use) =>
    use(async (options) => {
      const { organization, page } = await openSignedIn(options);
      await connectNumber(page, organization, sandbox);
      return { organization, page, account: organization.phone };
    }),
  openWaiting: async ({ openSignedIn }, use) =>
    use(async (...texts) => {
      const { organization, page } = await openSignedIn();
      const to = newPhone('+99670');
      let sent: Record<string, unknown> = {};
      for (const content of texts) sent = await callApi(page, 'POST', '/api/whatsapp/send', { to, content });
      const [conversationId, messageId] = [String(sent.conversationId), String(sent.messageId)];
      await page.goto(`/dashboard/inbox/${conversationId}`);
      return { organization, page, conversationId, messageId };
    }),
});

export { expect };

/** The browser outlives the test. Requests that a spec still holds are let go first. */
async function close(context: BrowserContext): Promise<void> {
  for (const page of context.pages()) await page.unrouteAll({ behavior: 'ignoreErrors' });
  await context.close();
}

function listen(page: Page, complaints: string[]): void {
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    // The browser's own word on a network that the spec itself has taken away.
    if (message.text().includes('net::ERR_INTERNET_DISCONNECTED')) return;
    complaints.push(`${message.type()}: ${message.text()} (${message.location().url}, at ${page.url()})`);
  });
  page.on('pageerror', (error) => complaints.push(`exception: ${error.message} (${page.url()})`));
}
