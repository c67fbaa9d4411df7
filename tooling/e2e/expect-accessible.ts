import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** axe finds nothing on the page as it stands once what fades in or out, or is still looked for, has done so. */
export async function expectAccessible(page: Page): Promise<void> {
  // Something may begin to move while axe looks, a notice that comes in, say: what it finds stands there at the next look, too.
  await expect(async () => {
    await page.waitForFunction(isAtRest);
    const { violations } = await new AxeBuilder({ page }).analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`);
    expect(found, page.url()).toEqual([]);
  }).toPass();
}

/** Asked in the page. */
function isAtRest(): boolean {
  // What has only just come stands as it begins for a frame, before anything moves; what may be old is drawn pale.
  if (document.querySelector('[data-starting-style], [data-ending-style], [aria-busy="true"]')) return false;
  return document.getAnimations().every(({ effect, playState }) => {
    const isEndless = effect?.getTiming().iterations === Number.POSITIVE_INFINITY;
    // A drawing that moves each second would never rest, and is not looked at.
    const isDrawing = effect instanceof KeyframeEffect && effect.target?.closest('[aria-hidden="true"]');
    return isEndless || isDrawing || playState !== 'running';
  });
}
