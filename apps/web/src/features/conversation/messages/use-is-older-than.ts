import { useEffect, useState } from 'react';
import { serverNow } from '@/api/server-clock';

/** Whether a moment of the server's is so long ago; becomes true by itself. */
export function useIsOlderThan(moment: string, ageMs: number): boolean {
  const [isOlder, setIsOlder] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsOlder(true), Math.max(0, Date.parse(moment) + ageMs - serverNow()));
    return () => clearTimeout(timer);
  }, [moment, ageMs]);
  return isOlder;
}
