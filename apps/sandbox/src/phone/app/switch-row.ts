import { h } from './dom.ts';

let count = 0;

/** A switch with its name and what it does. */
export function switchRow(name: string, hint: string, onSwitch: (isOn: boolean) => void) {
  count += 1;
  const id = `switch-${count}`;
  const input = h('input', {
    id,
    type: 'checkbox',
    role: 'switch',
    'aria-describedby': `${id}-hint`,
    onchange: () => onSwitch(input.checked),
  });
  const element = h(
    'div',
    { class: 'switch' },
    input,
    h('div', {}, h('label', { for: id }, name), h('p', { class: 'quiet', id: `${id}-hint` }, hint)),
  );
  return {
    element,
    set: (isOn: boolean) => {
      input.checked = isOn;
    },
  };
}
