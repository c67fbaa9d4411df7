import { fill, h } from './dom.ts';
import { icon } from './icons.ts';
import { currentLanguage, setLanguage, t } from './language.ts';
import { store } from './store.ts';

const THEME_KEY = 'sandbox-theme';

/** Name of the page, language and theme, and what is wrong at the moment. */
export function topBar(rebuild: () => void): HTMLElement {
  applyTheme(localStorage.getItem(THEME_KEY));
  const notice = h('div', { class: 'notice', role: 'status', 'aria-live': 'polite' });
  store.onChange(() => {
    const text = noticeText();
    if (notice.textContent !== text) notice.textContent = text;
    notice.hidden = text === '';
  });
  const theme = h('button', { class: 'icon-button', type: 'button', onclick: () => switchTheme(theme) });
  showTheme(theme);
  const language = h(
    'button',
    {
      class: 'language',
      type: 'button',
      lang: currentLanguage() === 'ru' ? 'en' : 'ru',
      onclick: () => {
        setLanguage(currentLanguage() === 'ru' ? 'en' : 'ru');
        rebuild();
      },
    },
    t('otherLanguage'),
  );
  return h(
    'header',
    { class: 'top' },
    h('span', { class: 'logo' }, icon('phone')),
    h('div', { class: 'names' }, h('h1', {}, t('title')), h('p', {}, t('subtitle'))),
    language,
    theme,
    notice,
  );
}

function noticeText(): string {
  if (store.failure) return t('failed', { reason: store.failure });
  return store.isConnected ? '' : t('lost');
}

function isDark(): boolean {
  const { theme } = document.documentElement.dataset;
  return theme ? theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
}

function switchTheme(button: HTMLButtonElement): void {
  const next = isDark() ? 'light' : 'dark';
  localStorage.setItem(THEME_KEY, next);
  applyTheme(next);
  showTheme(button);
}

function showTheme(button: HTMLButtonElement): void {
  button.setAttribute('aria-label', t(isDark() ? 'light' : 'dark'));
  fill(button, icon(isDark() ? 'sun' : 'moon'));
}

function applyTheme(theme: string | null): void {
  if (theme) document.documentElement.dataset.theme = theme;
}
