import { h } from './dom.ts';

const TONES = 6;

/** Somebody's initials on a colour of their own. */
export function avatar(name: string, phone: string): HTMLElement {
  const words = name
    .replace(/[^\p{L}\s]/gu, '')
    .split(/\s+/)
    .filter(Boolean);
  const initials = words
    .slice(0, 2)
    .map(([letter]) => letter)
    .join('');
  const tone = [...phone].reduce((sum, digit, at) => sum + Number(digit) * (at + 1) || 0, 0) % TONES;
  return h('span', { class: `avatar tone-${tone}`, 'aria-hidden': 'true' }, initials || '#');
}
