'use client';

import { newId } from '@soul-kg-crm/shared/ids';
import { useState } from 'react';
import type { Owner } from '@/session/owner';
import type { Draft } from './draft';
import { forgetDraft, type KeptDraft, keepDraft, readDraft } from './kept-draft';

/** The draft of whoever writes here; it stays until it is sent, or until they sign out. */
export function useBroadcastDraft(owner: Owner) {
  const [kept, setKept] = useState(() => readDraft(sessionStorage, owner));
  const keep = (next: KeptDraft) => {
    setKept(next);
    keepDraft(sessionStorage, owner, next);
  };
  const change = (part: Partial<Draft>) => keep({ ...kept, draft: { ...kept.draft, ...part } });
  /** From now on it is another one than what was sent before. */
  const renew = () => keep({ ...kept, broadcastId: newId() });
  return { ...kept, change, renew, forget: () => forgetDraft(sessionStorage, owner) };
}
