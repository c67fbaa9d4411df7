import { mkdirSync } from 'node:fs';
import { type Browser, chromium, type Page } from '@playwright/test';
import { createSandboxClient, type SandboxClient } from '@soul-kg-crm/sandbox/client';
import { ensureChromium } from '@soul-kg-crm/tooling/chromium';
import { fromRoot } from '@soul-kg-crm/tooling/paths';
import { startProductWorld } from '@soul-kg-crm/tooling/product-world';
import { newOrganization } from './organization.ts';
import { expectConnected, scanCode, showCode, signIn } from './steps.ts';
import { words } from './words.ts';

// Takes the pictures of the README from the running product: npm run pictures

const SIZE = { width: 1440, height: 900 };
const w = words.en;
const people = [
  ['+998901234567', 'Rustam Karimov', 'Do you ship to Tashkent?'],
  ['+77012345678', 'Динара К.', 'Спасибо, всё получила 🙏'],
  ['+79161234567', 'Olga Petrova', 'Can I pay by card on delivery?'],
  ['+996555443322', 'Timur', 'Until when are you open today?'],
] as const;
const aigul = { phone: '+996700111222', name: 'Aigul Satybaldieva' };

await using world = await startProductWorld();
const { webUrl, sandboxUrl } = world.addresses;
const sandbox = createSandboxClient(sandboxUrl);
const browser = await chromium.launch({
  executablePath: (await ensureChromium()).path,
  args: ['--no-sandbox'],
});
mkdirSync(fromRoot('docs/images'), { recursive: true });

const organization = await newOrganization(webUrl, { person: 'Asel', organization: 'Soul Flowers' });
const account = organization.phone;
const dashboard = await open(browser, webUrl);
await signIn(dashboard, organization, w);
await showCode(dashboard, w);
await shoot(dashboard, 'qr');
await scanCode(dashboard, sandbox, { account, name: 'Soul Flowers' });
await expectConnected(dashboard, w);
await talk(dashboard, sandbox);
await shoot(dashboard, 'inbox');

const phone = await open(browser, sandboxUrl);
await phone.goto('/');
await phone.getByRole('combobox').first().selectOption(account);
await phone
  .getByRole('button', { name: /Aigul Satybaldieva/ })
  .first()
  .click();
await phone.getByText('two are left').first().waitFor();
await shoot(phone, 'sandbox');
await browser.close();

async function open(of: Browser, baseURL: string): Promise<Page> {
  const context = await of.newContext({ viewport: SIZE, baseURL, locale: 'en-US', deviceScaleFactor: 1 });
  await context.addCookies([{ name: 'locale', value: 'en', url: baseURL }]);
  return context.newPage();
}

async function talk(page: Page, client: SandboxClient): Promise<void> {
  for (const [phone, name, text] of people) await client.incoming({ account, from: { phone, name }, text });
  await client.incoming({ account, from: aigul, text: 'Hello! Is the *blue* dress still there?' });
  await client.incoming({
    account,
    from: aigul,
    text: 'This one',
    media: { kind: 'image', mimeType: 'image/png' },
  });
  await page.goto('/dashboard/inbox');
  await page.getByRole('link', { name: /Aigul/ }).click();
  await page
    .getByRole('article')
    .filter({ hasText: 'This one' })
    .getByRole('button', { name: /Open/ })
    .waitFor();
  for (const text of [
    'Hello Aigul! Yes, two are left.',
    'Delivery in Bishkek is 150 som, today until six.',
  ]) {
    await page.getByRole('textbox', { name: w.message }).fill(text);
    await page.keyboard.press('Enter');
    await page
      .getByRole('article')
      .filter({ hasText: text })
      .getByRole('img', { name: w.sent, exact: true })
      .waitFor();
  }
  const [first] = await client.messages({ account, fromMe: true });
  await client.do('ack', { account, messageId: first?.id ?? '', level: 'READ' });
  await page.getByRole('img', { name: w.read }).waitFor();
  await client.do('react', { account, messageId: first?.id ?? '', from: aigul.phone, emoji: '👍' });
  await page.getByText('👍').waitFor();
  await client.incoming({ account, from: aigul, text: 'Wonderful, please keep one for me!' });
  await page.getByRole('article').filter({ hasText: 'Wonderful' }).waitFor();
  await page.getByText('4 unread conversations').first().waitFor({ state: 'attached' });
}

async function shoot(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: fromRoot(`docs/images/${name}.png`), animations: 'disabled' });
  console.log(`docs/images/${name}.png`);
}
