/** The field in which the open conversation is answered, while it can be answered. */
export function composerField(): HTMLElement | null {
  return document.querySelector<HTMLElement>('[data-composer]');
}
