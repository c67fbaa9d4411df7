import { useEffect, useState } from 'react';

/** Whether a moment is so long ago; becomes true by itself. */
export function useIsOlderThan(moment: string, ageMs: number): boolean {
  const [isOlder, setIsOlder] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsOlder(true), Math.max(0, Date.parse(moment) + ageMs - Date.now()));
    return () => clearTimeout(timer);
  }, [moment, ageMs]);
  return isOlder;
}
