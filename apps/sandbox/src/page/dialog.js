// A dialog of the page's own, in front of everything, as WhatsApp shows after an update.

/** Settles when somebody has closed it. */
export function whatsNew() {
  const dialog = document.createElement('div');
  dialog.setAttribute('role', 'dialog');
  dialog.innerHTML = '<h1>What’s new</h1><button>Learn more</button><button>Continue</button>';
  document.body.append(dialog);
  return new Promise((resolve) => {
    dialog.lastElementChild.addEventListener('click', () => {
      dialog.remove();
      resolve();
    });
  });
}
