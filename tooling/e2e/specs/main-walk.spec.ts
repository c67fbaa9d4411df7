import { fastestMs } from '@soul-kg-crm/tooling/fastest';
import { expect, test } from '../fixtures.ts';
import { newPhone } from '../organization.ts';
import { onPhoneIf } from '../sizes.ts';
import { connectByHand } from '../steps.ts';
import { type Language, words } from '../words.ts';

// The main job, as a person does it: connect by QR code, receive a message, answer it, watch the ticks.

const INBOX_WITHIN_MS = 1000;
const MOST_LOOKS = 10;

for (const language of ['ru', 'en'] satisfies Language[]) {
  test(
    `connect, receive, answer (${language})`,
    onPhoneIf(language === 'en'),
    async ({ sandbox, signUp, openPage }) => {
      const w = words[language];
      const organization = await signUp();
      const page = await openPage({ language });
      await connectByHand(page, organization, w, sandbox);

      await page.goto('/dashboard/inbox');
      await expect(page.getByRole('heading', { level: 1, name: w.conversations })).toBeVisible();
      const customer = { phone: newPhone('+99670'), name: 'Айгуль Сатыбалдиева' };
      const account = organization.phone;
      await sandbox.incoming({ account, from: customer, text: 'Салам!' });
      const conversation = page
        .getByRole('list', { name: w.conversations })
        .getByRole('link', { name: new RegExp(customer.name) });
      await expect(conversation).toContainText('Салам!');

      const ms = await fastestMs({ most: MOST_LOOKS, enoughMs: INBOX_WITHIN_MS }, async (n) => {
        const text = `Вы здесь? (${n + 1})`;
        await sandbox.incoming({ account, from: customer, text });
        await conversation.filter({ hasText: text }).waitFor();
      });
      console.log(`a message stands in the inbox after ${Math.round(ms)} ms`);
      expect(ms, 'ms until a message stands in the inbox').toBeLessThan(INBOX_WITHIN_MS);

      await sandbox.incoming({ account, from: customer, text: w.customerWrites });
      await conversation.click();
      await expect(page.getByRole('article').filter({ hasText: w.customerWrites })).toBeVisible();
      await page.getByRole('textbox', { name: w.message }).fill(w.weAnswer);
      await page.keyboard.press('Enter');

      const answer = page.getByRole('article').filter({ hasText: w.weAnswer });
      await expect(answer.getByRole('img', { name: w.sent, exact: true })).toBeVisible();
      const sent = await sandbox.messages({ account, fromMe: true });
      expect(sent).toMatchObject([{ body: w.weAnswer, receivedCount: 1 }]);

      const messageId = sent[0]?.id ?? '';
      await sandbox.do('ack', { account, messageId, level: 'DELIVERED' });
      await expect(answer.getByRole('img', { name: w.delivered })).toBeVisible();
      await sandbox.do('ack', { account, messageId, level: 'READ' });
      await expect(answer.getByRole('img', { name: w.read })).toBeVisible();
      await expect(answer).toHaveCount(1);
    },
  );
}
