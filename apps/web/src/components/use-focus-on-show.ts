import { type RefObject, useEffect, useRef } from 'react';

/** The ref of what takes the focus once it is there, after the dialog before it has given the focus back to its button. */
export function useFocusOnShow<Element extends HTMLElement>(): RefObject<Element | null> {
  const part = useRef<Element>(null);
  useEffect(() => {
    const frame = requestAnimationFrame(() => part.current?.focus());
    return () => cancelAnimationFrame(frame);
  }, []);
  return part;
}
