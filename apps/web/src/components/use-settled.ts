import { useEffect, useState } from 'react';

/** The value once it has stayed the same for a moment, so that the server is not asked at each keystroke. */
export function useSettled(value: string, ms = 200): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  // An emptied field shows everything at once.
  return value === '' ? '' : settled;
}
