import { expectAccessible } from '../expect-accessible.ts';
import { expect, test } from '../fixtures.ts';
import { enter } from '../steps.ts';
import type { Language } from '../words.ts';

// An administrator raises a limit: warned of what it risks, and kept once it is saved.

const texts = {
  ru: {
    day: 'Сообщений в сутки',
    warning: 'Выше лимиты — выше риск блокировки',
    save: 'Сохранить',
    saved: 'Сохранено',
  },
  en: {
    day: 'Messages a day',
    warning: 'Higher limits, higher risk of a ban',
    save: 'Save',
    saved: 'Saved',
  },
} as const;

for (const language of ['ru', 'en'] satisfies Language[]) {
  test(`raise a limit, be warned, save it (${language})`, async ({ signUp, openPage, isMobile }) => {
    test.skip(isMobile !== (language === 'en'), 'each size in one language');
    const t = texts[language];
    const page = await openPage({ language, theme: language === 'en' ? 'dark' : 'light' });
    await enter(page, await signUp());
    await page.goto('/dashboard/settings/whatsapp');
    const day = page.getByRole('spinbutton', { name: t.day });
    const warning = page.getByRole('status').filter({ hasText: t.warning });
    await expect(day).toHaveValue('500');
    await expect(warning).toHaveCount(0);
    await day.fill('501');
    await expect(warning).toBeVisible();
    await expectAccessible(page);

    await page.getByRole('button', { name: t.save, exact: true }).click();
    await expect(page.getByText(t.saved, { exact: true })).toBeVisible();

    await page.reload();
    await expect(day).toHaveValue('501');
    await expect(warning).toBeVisible();
  });
}
