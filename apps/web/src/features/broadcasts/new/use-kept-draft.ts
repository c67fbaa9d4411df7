'use client';

import { useState } from 'react';
import type { Draft } from './draft';
import { forgetDraft, keepDraft, readDraft } from './kept-draft';

/** The draft of whoever writes here; it stays until it is sent, or until they sign out. */
export function useKeptDraft(userId: string) {
  const [kept, setKept] = useState(() => readDraft(sessionStorage, userId));
  const change = (part: Partial<Draft>) => {
    const next = { ...kept, draft: { ...kept.draft, ...part } };
    setKept(next);
    keepDraft(sessionStorage, userId, next);
  };
  return { ...kept, change, forget: () => forgetDraft(sessionStorage, userId) };
}
