import { useEffect, useRef } from 'react';

/**
 * Calls a function, as it stood last, when what uses it goes while it is typed in (another conversation, the browser's
 * way back, a tab that is closed or loaded anew): nobody tells a field that it is left then.
 */
export function useLeave(leave: () => void): void {
  const latest = useRef(leave);
  useEffect(() => {
    latest.current = leave;
  });
  useEffect(() => {
    const go = () => latest.current();
    // Before what sends on what waits then.
    window.addEventListener('pagehide', go, { capture: true });
    return () => {
      window.removeEventListener('pagehide', go, { capture: true });
      go();
    };
  }, []);
}
