import { handOnFocus } from '@/components/hand-on-focus';

/** The field in which the open conversation is answered, while it can be answered. */
export function composerField(): HTMLElement | null {
  return document.querySelector<HTMLElement>('[data-composer]');
}

/** The ref of what goes away in a conversation: one goes on writing. Not where that would call up a phone's keyboard. */
export const goOnWriting = handOnFocus(() =>
  matchMedia('(pointer: coarse)').matches ? null : composerField(),
);
