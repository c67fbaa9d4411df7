import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** axe finds nothing on the page as it stands once what fades in or out has done so. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    // What has only just come stands as it begins for a frame, before anything moves.
    if (document.querySelector('[data-starting-style], [data-ending-style]')) return false;
    const passing = document
      .getAnimations()
      .filter(({ effect }) => effect?.getTiming().iterations !== Number.POSITIVE_INFINITY);
    return passing.every(({ playState }) => playState !== 'running');
  });
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`);
  expect(found, page.url()).toEqual([]);
}
