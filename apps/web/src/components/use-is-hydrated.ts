import { useSyncExternalStore } from 'react';

/**
 * False while React takes over what the server has drawn. A part of the page that is taken over late may find answers
 * that an earlier one has asked for; whoever draws by them must not do so yet, or it is not what the server drew.
 */
export function useIsHydrated(): boolean {
  return useSyncExternalStore(
    () => () => {},
    () => true,
    () => false,
  );
}
