import { startAutomaticAcks } from './automatic-acks.ts';
import { businessCard } from './business-card.ts';
import { chatPanel } from './chat-panel.ts';
import { customerList } from './customer-list.ts';
import { h } from './dom.ts';
import { currentLanguage, t } from './language.ts';
import { store } from './store.ts';
import { topBar } from './top-bar.ts';

/** Builds the page, anew for each language. */
function build(): void {
  store.forgetListeners();
  document.documentElement.lang = currentLanguage();
  document.title = t('title');
  const shell = h('div', { class: 'shell' });
  // Before the chat hears of it: it must be on the screen to scroll to its end.
  store.onChange(() => shell.classList.toggle('has-chat', store.customer !== null));
  shell.append(
    topBar(build),
    h('main', { class: 'desk' }, businessCard(), h('div', { class: 'world' }, customerList(), chatPanel())),
  );
  startAutomaticAcks();
  document.body.replaceChildren(shell);
  store.change();
}

build();
store.start();
