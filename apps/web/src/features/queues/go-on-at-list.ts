import { handOnFocus } from '@/components/hand-on-focus';

/** A list that is longer than the screen stays where it is: the next row would be pulled from under the pointer. */
const STAYING = { preventScroll: true };

/** For what goes as soon as something was done about it: whoever works by keys goes on at its list. */
export const goOnAtList = handOnFocus((around) => around.closest<HTMLElement>('[data-troubles]'), STAYING);

/** The same where what went was the question that had the focus. */
export function goOnAt(list: HTMLElement | null): void {
  list?.focus(STAYING);
}
