let field: HTMLTextAreaElement | null = null;

/**
 * Takes the focus out of the open conversation while the next one is on its way. What is typed until then is neither an
 * answer to whoever is left nor lost: the field that takes the focus in the next conversation gets it. It is not sent by
 * itself, whatever key was pressed.
 */
export function typeAhead(label: string): void {
  field ??= newField();
  field.value = '';
  field.ariaLabel = label;
  field.focus({ preventScroll: true });
}

/** Whether no other field has taken the focus yet, and nothing was typed that waits for one. */
export function isWaitingIdly(): boolean {
  return field !== null && document.activeElement === field && field.value === '';
}

function newField(): HTMLTextAreaElement {
  const made = document.createElement('textarea');
  made.className = 'sr-only';
  made.tabIndex = -1;
  made.addEventListener('blur', ({ relatedTarget }) => {
    // Enter does not send it. A blank stands before the next word.
    const text = made.value.replace(/\n+$/, '');
    field = null;
    made.remove();
    if (text === '' || !(relatedTarget instanceof HTMLTextAreaElement)) return;
    // At once: the next key is already the other field's.
    relatedTarget.addEventListener('focus', () => insert(relatedTarget, text), { once: true });
  });
  document.body.append(made);
  return made;
}

/**
 * As if it were typed there, behind what was begun before, so that whatever listens to the field hears of it, and it can be
 * undone.
 */
function insert(target: HTMLTextAreaElement, text: string): void {
  const end = target.value.length;
  target.setSelectionRange(end, end);
  document.execCommand('insertText', false, text);
}
