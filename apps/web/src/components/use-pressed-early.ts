import { type RefObject, useEffect, useRef } from 'react';
import { PRESSED_EARLY, PRESSED_EARLY_MARK } from './pressed-early-script';

/**
 * Does what a button was pressed for before the page had come alive, as happens on a slow line; gives the attribute by which
 * that is noted.
 */
export function usePressedEarly(button: RefObject<HTMLButtonElement | null>, act: () => void) {
  const first = useRef(act);
  useEffect(() => {
    if (button.current === null || Reflect.get(window, PRESSED_EARLY) !== button.current) return;
    Reflect.deleteProperty(window, PRESSED_EARLY);
    first.current();
  }, [button]);
  return { [PRESSED_EARLY_MARK]: '' };
}
