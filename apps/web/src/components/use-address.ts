'use client';

import { useSearchParams } from 'next/navigation';

/** What the address says of the page, and how to change it; undefined takes a part out. */
export function useAddress() {
  const params = useSearchParams();
  const change = (parts: Readonly<Record<string, string | undefined>>) =>
    window.history.replaceState(null, '', addressWith(window.location, parts));
  return { params, change };
}

/** The address with other parts; what it says besides stays. */
export function addressWith(
  { pathname, search }: Pick<Location, 'pathname' | 'search'>,
  parts: Readonly<Record<string, string | undefined>>,
): string {
  const params = new URLSearchParams(search);
  for (const [name, value] of Object.entries(parts)) {
    if (value) params.set(name, value);
    else params.delete(name);
  }
  return params.size === 0 ? pathname : `${pathname}?${params}`;
}
