import { handOnFocus } from '@/components/hand-on-focus';

/** For what goes as soon as something was done about it: whoever works by keys goes on at its list. */
export const goOnAtList = handOnFocus((around) => around.closest<HTMLElement>('[data-troubles]'));
