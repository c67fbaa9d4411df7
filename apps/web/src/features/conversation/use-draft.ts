'use client';

import { useCallback, useEffect, useState } from 'react';

/** What was begun and not sent yet; waits in this browser for whoever went to another conversation meanwhile. */
export function useDraft(conversationId: string): readonly [string, (text: string) => void] {
  const key = `draft:${conversationId}`;
  const [text, setText] = useState('');
  useEffect(() => setText(localStorage.getItem(key) ?? ''), [key]);
  const write = useCallback(
    (value: string) => {
      setText(value);
      keep(key, value);
    },
    [key],
  );
  return [text, write];
}

function keep(key: string, value: string): void {
  try {
    if (value.trim() === '') localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // The browser keeps no more: it is written all the same, and only does not outlive the page.
  }
}
