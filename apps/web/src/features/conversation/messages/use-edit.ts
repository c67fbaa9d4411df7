import { useState } from 'react';
import { useMe } from '@/session/use-me';
import { keptEdits } from './kept-edits';

/** The text that a waiting message is being given, over its stored one; null while nobody changes it. */
export function useEdit(
  messageId: string,
  stored: string,
): readonly [string | null, (text: string | null) => void] {
  const { data: me } = useMe();
  const owner = me?.organizationId ? { organizationId: me.organizationId, userId: me.user.id } : null;
  const [typed, setTyped] = useState<string | null>();
  const kept = typed === undefined && owner ? keptEdits.read(sessionStorage, owner, messageId) : null;
  const write = (text: string | null) => {
    setTyped(text);
    if (owner) keptEdits.keep(sessionStorage, owner, messageId, text === stored ? null : text);
  };
  return [typed === undefined ? kept : typed, write];
}
