// A dialog of the page's own, in front of everything, as WhatsApp shows after an update.

/** Settles when somebody has closed it. */
export function whatsNew() {
  const dialog = document.createElement('div');
  dialog.setAttribute('role', 'dialog');
  const buttons = ['Learn more', 'Continue', 'Log out'].map((label) => `<button>${label}</button>`);
  dialog.innerHTML = `<h1>What’s new</h1>${buttons.join('')}`;
  document.body.append(dialog);
  return new Promise((resolve) => {
    const [, goOn] = dialog.querySelectorAll('button');
    goOn.addEventListener('click', () => {
      dialog.remove();
      resolve();
    });
  });
}
