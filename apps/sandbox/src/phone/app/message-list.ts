import type { Message } from './api.ts';
import { bubble } from './bubble.ts';
import { type Child, fill, h } from './dom.ts';
import { dayOf, t } from './language.ts';
import { store } from './store.ts';

const SHOWN = 300;
const NEAR_END_PX = 120;

/** The messages of a chat; stays at its end, unless somebody has scrolled up. */
export function messageList(): { element: HTMLElement; show: (messages: Message[]) => void } {
  const items = h('ol', { class: 'messages' });
  const element = h(
    'div',
    { class: 'scroller', tabindex: '0', role: 'log', 'aria-label': t('messages') },
    items,
  );
  const kept = new Map<string, { signature: string; element: HTMLElement }>();
  const toEnd = () => element.scrollTo({ top: element.scrollHeight });
  // Pictures get their height after they were put in.
  items.addEventListener('load', () => isNearEnd(element) && toEnd(), { capture: true });
  return {
    element,
    show: (messages) => {
      const wasNearEnd = isNearEnd(element) || items.childElementCount === 0;
      fill(items, ...rows(messages.slice(-SHOWN), kept));
      if (wasNearEnd) toEnd();
    },
  };
}

function isNearEnd({ scrollHeight, scrollTop, clientHeight }: HTMLElement): boolean {
  return scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
}

function rows(messages: Message[], kept: Map<string, { signature: string; element: HTMLElement }>): Child[] {
  if (messages.length === 0)
    return [keep(kept, 'empty', t('empty'), () => h('li', { class: 'empty' }, t('empty')))];
  let day = '';
  return messages.flatMap((message) => {
    const own = dayOf(message.sentAt);
    const separator =
      own === day ? null : keep(kept, `day ${own}`, own, () => h('li', { class: 'day' }, own));
    day = own;
    const quoted = message.quotedId ? (store.messages.get(message.quotedId) ?? null) : null;
    const signature = JSON.stringify([message, quoted]);
    return [separator, keep(kept, message.id, signature, () => bubble(message, quoted))];
  });
}

/** The same element as long as nothing about it has changed: a film goes on playing. */
function keep(
  kept: Map<string, { signature: string; element: HTMLElement }>,
  key: string,
  signature: string,
  make: () => HTMLElement,
): HTMLElement {
  const known = kept.get(key);
  if (known?.signature === signature) return known.element;
  const element = make();
  kept.set(key, { signature, element });
  return element;
}
