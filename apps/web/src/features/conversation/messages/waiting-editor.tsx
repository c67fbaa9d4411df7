'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useId, useState } from 'react';
import { api } from '@/api/client';
import { ApiProblem } from '@/api/problem';
import { excessOf, TooLong } from '@/components/too-long';
import { Button } from '@/components/ui/button';
import { Textarea } from '@/components/ui/textarea';
import { useMe } from '@/session/use-me';
import { composerField, goOnWriting } from '../composer-field';
import { draftKey, drafts } from '../sending/drafts';

interface WaitingEditorProps {
  conversationId: string;
  messageId: string;
  content: string;
  /** Whether the message has begun to leave meanwhile, as it was. */
  hasLeft: boolean;
  onDone(): void;
}

/**
 * Changes the text of a message that waits: Enter saves, Escape leaves it as it is. What was written too late goes into
 * the composer.
 */
export function WaitingEditor({ conversationId, messageId, content, hasLeft, onDone }: WaitingEditorProps) {
  const t = useTranslations('conversation.waiting');
  const [text, setText] = useState(content);
  const note = useId();
  const isTooLong = excessOf(text) > 0;
  const { data: me } = useMe();
  const compose = () => {
    if (!me) return;
    drafts.append(draftKey(me.user.id, conversationId), text.trim());
    onDone();
    composerField()?.focus();
  };
  const edit = useMutation(
    api.conversations.editMessage.mutationOptions({
      onSuccess: onDone,
      onError: (error) => {
        if (error instanceof ApiProblem && error.code === 'NOT_WAITING') compose();
      },
    }),
  );
  const save = () => {
    if (text.trim() === '' || text === content) onDone();
    else if (hasLeft) compose();
    else if (!isTooLong) edit.mutate({ messageId, content: text.trim() });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.preventDefault();
      onDone();
    }
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    save();
  };
  return (
    <div ref={goOnWriting} className="grid w-136 max-w-full gap-2">
      <Textarea
        autoFocus
        aria-label={t('text')}
        rows={3}
        value={text}
        aria-invalid={isTooLong}
        aria-describedby={note}
        readOnly={edit.isPending}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <TooLong id={note} text={text} />
      {hasLeft ? (
        <p role="alert" className="text-sm text-muted-foreground">
          {t('left')}
        </p>
      ) : null}
      <div className="flex flex-wrap justify-end gap-2">
        <Button variant="ghost" size="sm" onClick={onDone}>
          {t('keep')}
        </Button>
        <Button size="sm" disabled={edit.isPending || (isTooLong && !hasLeft)} onClick={save}>
          {t(hasLeft ? 'compose' : 'save')}
        </Button>
      </div>
    </div>
  );
}
