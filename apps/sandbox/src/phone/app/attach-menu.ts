import type { CommandInput } from '../../control/commands.ts';
import { h } from './dom.ts';
import { type IconName, icon } from './icons.ts';
import { t } from './language.ts';

type Media = NonNullable<CommandInput<'incoming'>['media']>;

const SAMPLES = [
  { kind: 'image', name: 'photo', icon: 'photo' },
  { kind: 'video', name: 'video', icon: 'video' },
  { kind: 'document', name: 'document', icon: 'document' },
  { kind: 'ptt', name: 'voice', icon: 'voice' },
  { kind: 'audio', name: 'audio', icon: 'audio' },
] as const;

/** Files to send: samples with one click, or one's own. */
export function attachMenu(onMedia: (media: Media) => void): HTMLElement {
  const file = h('input', { type: 'file', hidden: true, tabindex: '-1', 'aria-hidden': 'true' });
  file.addEventListener('change', async () => {
    const [chosen] = file.files ?? [];
    file.value = '';
    if (chosen) onMedia(await readFile(chosen));
  });
  const item = (name: string, sign: IconName, onclick: () => void) =>
    h('button', { type: 'button', role: 'menuitem', onclick: () => close(onclick) }, icon(sign), name);
  const menu = h(
    'div',
    { class: 'menu', role: 'menu', hidden: true, 'aria-label': t('attachments') },
    ...SAMPLES.map(({ kind, name, icon: sign }) => item(t(name), sign, () => onMedia({ kind }))),
    item(t('file'), 'file', () => file.click()),
  );
  const opener = h(
    'button',
    {
      class: 'icon-button',
      type: 'button',
      'aria-label': t('attach'),
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
      onclick: () => show(menu.hidden === true),
    },
    icon('attach'),
  );
  const show = (isShown: boolean) => {
    menu.hidden = !isShown;
    opener.setAttribute('aria-expanded', String(isShown));
    if (isShown) menu.querySelector('button')?.focus();
  };
  const close = (then: () => void) => {
    show(false);
    opener.focus();
    then();
  };
  const root = h('div', { class: 'attach' }, opener, menu, file);
  menu.addEventListener('keydown', (event) => moveInMenu(event, menu, () => close(() => {})));
  root.addEventListener('focusout', ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && root.contains(relatedTarget))) show(false);
  });
  return root;
}

function moveInMenu(event: KeyboardEvent, menu: HTMLElement, close: () => void): void {
  if (event.key === 'Escape') close();
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const buttons = [...menu.querySelectorAll('button')];
  const focused = document.activeElement;
  const at = buttons.findIndex((button) => button.contains(focused));
  buttons.at((at + step) % buttons.length)?.focus();
}

async function readFile(file: File): Promise<Media> {
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
  const kind = kindOf(file.type);
  const size = kind === 'image' ? await sizeOf(file) : {};
  const dataBase64 = url.slice(url.indexOf(',') + 1);
  return {
    kind,
    dataBase64,
    mimeType: file.type || 'application/octet-stream',
    fileName: file.name,
    ...size,
  };
}

function kindOf(mimeType: string): Media['kind'] {
  if (mimeType === 'image/webp') return 'sticker';
  if (/^image\/(?:jpeg|png|gif)/.test(mimeType)) return 'image';
  if (mimeType.startsWith('video/')) return 'video';
  return mimeType.startsWith('audio/') ? 'audio' : 'document';
}

async function sizeOf(file: File): Promise<{ width?: number; height?: number }> {
  try {
    const { width, height } = await createImageBitmap(file);
    return { width, height };
  } catch {
    return {};
  }
}
