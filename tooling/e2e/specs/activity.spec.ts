import type { Page } from '@playwright/test';
import { expectAccessible } from '../expect-accessible.ts';
import { expect, test } from '../fixtures.ts';
import { onPhoneIf } from '../sizes.ts';
import { callApi } from '../steps.ts';

// An administrator changes a setting, and finds in the activity log that they did.

const texts = {
  ru: {
    title: 'Журнал',
    empty: 'Записей пока нет',
    day: 'Сообщений в сутки',
    save: 'Сохранить',
    saved: 'Сохранено',
    list: 'Записи журнала',
    change: /Изменены настройки отправки.*Сообщений в сутки: 500 → 400/,
    settings: 'настройки отправки',
    key: 'Создан API-ключ «Сайт»',
    who: 'Кто',
    kind: 'Что',
    keys: 'API-ключи',
    numbers: 'Номера',
    everything: 'Всё',
    none: 'Ничего не нашлось',
    more: 'Показать ещё',
  },
  en: {
    title: 'Activity',
    empty: 'Nothing has been done yet',
    day: 'Messages a day',
    save: 'Save',
    saved: 'Saved',
    list: 'Entries',
    change: /Sending settings changed.*Messages a day: 500 → 400/,
    settings: 'Sending settings',
    key: 'API key “Сайт” made',
    who: 'Who',
    kind: 'What',
    keys: 'API keys',
    numbers: 'Numbers',
    everything: 'Everything',
    none: 'Nothing found',
    more: 'Show more',
  },
} as const;

for (const language of ['ru', 'en'] as const) {
  test(
    `change a setting, and read who did it (${language})`,
    onPhoneIf(language === 'en'),
    async ({ openSignedIn }) => {
      const t = texts[language];
      const { page } = await openSignedIn({ language, theme: language === 'en' ? 'dark' : 'light' });
      // From the bar at the side, or on a phone from the page of WhatsApp.
      await page.goto('/dashboard/settings/whatsapp');
      await page.getByRole('link', { name: t.title, exact: true }).first().click();
      await expect(page.getByRole('heading', { level: 1, name: t.title })).toBeVisible();
      await expect(page.getByText(t.empty)).toBeVisible();
      await expectAccessible(page);

      await page.goto('/dashboard/settings/whatsapp');
      await page.getByRole('spinbutton', { name: t.day }).fill('400');
      await page.getByRole('button', { name: t.save, exact: true }).click();
      await expect(page.getByText(t.saved, { exact: true })).toBeVisible();
      await page.goto('/dashboard/settings/activity');
      const entries = page.getByRole('list', { name: t.list }).locator('> li');
      await expect(entries).toHaveCount(1);
      await expect(entries).toContainText(t.change);
      const person = page.getByRole('combobox', { name: t.who });
      const name = (await person.getByRole('option').nth(1).textContent()) ?? '';
      await expect(entries).toContainText(name);

      // Nobody looks anew: an event tells the page.
      await changeLimit(page, 49);
      await expect(entries).toHaveCount(2);
      await callApi(page, 'POST', '/api/api-keys', { name: 'Сайт' });
      await page.reload();
      await expect(entries.first()).toContainText(t.key);
      await expectAccessible(page);
      const kind = page.getByRole('combobox', { name: t.kind });
      await kind.selectOption(t.keys);
      await expect(entries).toHaveCount(1);
      await kind.selectOption(t.numbers);
      await expect(page.getByText(t.none)).toBeVisible();
      await expectAccessible(page);
      await kind.selectOption(t.everything);
      await person.selectOption(name);
      await expect(entries).toHaveCount(3);

      for (let n = 1; n <= 30; n++) await changeLimit(page, 50 + n);
      await page.reload();
      await expect(entries).toHaveCount(30);
      await page.getByRole('button', { name: t.more }).click();
      await expect(entries).toHaveCount(33);
      await entries.last().getByRole('link', { name: t.settings }).click();
      await page.waitForURL('**/dashboard/settings/whatsapp');
    },
  );
}

async function changeLimit(page: Page, messagesPerHour: number): Promise<void> {
  await callApi(page, 'PUT', '/api/whatsapp/settings/{organizationId}', {
    rateLimiting: { messagesPerHour },
  });
}
