'use client';

import { useSearchParams } from 'next/navigation';

/** What the address says of the page, and how to change it. */
export function useAddress() {
  return { params: useSearchParams(), change: changeAddress };
}

/** Says these parts of the page in the address, where it does not already; undefined takes one out. */
function changeAddress(parts: Readonly<Record<string, string | undefined>>): void {
  const href = addressWith(window.location, parts);
  if (href !== addressWith(window.location, {})) window.history.replaceState(null, '', href);
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
