const listeners = new Set<() => void>();

/** What this browser keeps of a person goes when they sign out: the next one at it may be somebody else. */
export const leaving = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  tell(): void {
    sessionStorage.clear();
    for (const listener of [...listeners]) listener();
  },
};
