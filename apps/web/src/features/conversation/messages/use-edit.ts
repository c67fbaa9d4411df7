import { useState } from 'react';
import { useMe } from '@/session/use-me';
import { type Edit, keptEdits } from './kept-edits';

/** The text that a waiting message is being given; null while nobody changes it. What says nothing new is not kept. */
export function useEdit(messageId: string): readonly [Edit | null, (edit: Edit | null) => void] {
  const { data: me } = useMe();
  const owner = me?.organizationId ? { organizationId: me.organizationId, userId: me.user.id } : null;
  const [typed, setTyped] = useState<Edit | null>();
  const kept = typed === undefined && owner ? keptEdits.read(sessionStorage, owner, messageId) : null;
  const write = (edit: Edit | null) => {
    setTyped(edit);
    if (owner) keptEdits.keep(sessionStorage, owner, messageId, edit?.text === edit?.base ? null : edit);
  };
  return [typed === undefined ? kept : typed, write];
}
