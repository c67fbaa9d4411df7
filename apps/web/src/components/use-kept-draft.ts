'use client';

import { useState } from 'react';
import type { Owner } from '@/session/owner';
import type { KeptInTab } from './kept-in-tab';

/** A draft of a form that outlives its page in this tab, until it is saved; null: nothing was typed. */
export function useKeptDraft<Draft>(kept: KeptInTab<Draft>, owner: Owner) {
  const [draft, setDraft] = useState(() => kept.read(sessionStorage, owner));
  const change = (next: Draft | null) => {
    setDraft(next);
    kept.keep(sessionStorage, owner, next);
  };
  /** Once it is saved, also where nobody looks any more; what was typed meanwhile stays, as what `rest` makes of it. */
  const forget = (saved: Draft, rest: (typed: Draft) => Draft = (typed) => typed) => {
    setDraft((now) => (now === saved || now === null ? null : rest(now)));
    const stands = JSON.stringify(kept.read(sessionStorage, owner));
    if (stands === JSON.stringify(saved)) kept.keep(sessionStorage, owner, null);
  };
  return { draft, change, forget };
}
