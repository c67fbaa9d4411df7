import { useLayoutEffect, useRef } from 'react';

/**
 * Takes over what was typed into a field before the page came alive, as happens on a slow line: nobody was told of it, and
 * the next time that the field is drawn it would be gone.
 */
export function useTypedEarly(fieldId: string, drawn: string, take: (text: string) => void): void {
  const first = useRef({ drawn, take });
  useLayoutEffect(() => {
    const field = document.getElementById(fieldId);
    if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return;
    if (field.value !== first.current.drawn) first.current.take(field.value);
  }, [fieldId]);
}
