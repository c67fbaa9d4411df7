'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useId } from 'react';
import { api } from '@/api/client';
import { ApiProblem } from '@/api/problem';
import { handOnFocus } from '@/components/hand-on-focus';
import { TheirText } from '@/components/their-text';
import { excessOf, TooLong } from '@/components/too-long';
import { Button } from '@/components/ui/button';
import { Textarea } from '@/components/ui/textarea';
import { toastError } from '@/components/ui/toasts';
import { useMe } from '@/session/use-me';
import { composerField, goOnWriting } from '../composer-field';
import { draftKey, drafts } from '../sending/drafts';
import type { ThreadMessage } from './thread-message';
import { useRefreshThread } from './use-refresh-thread';

const goOnInEditor = handOnFocus((editor) => editor.querySelector('textarea'));

interface WaitingEditorProps {
  conversationId: string;
  messageId: string;
  /** As it is stored. */
  content: string;
  /** As it is being written, and as it was stored when that was begun. */
  text: string;
  base: string;
  status: ThreadMessage['status'];
  isJustBegun: boolean;
  onChange(text: string): void;
  onDone(): void;
}

/**
 * Changes the text of a message that waits: Enter saves, Escape leaves it as it is. What was written too late goes into
 * the composer.
 */
export function WaitingEditor(props: WaitingEditorProps) {
  const { conversationId, messageId, content, text, base, status } = props;
  const { isJustBegun, onChange, onDone } = props;
  const t = useTranslations('conversation.waiting');
  const isLate = status !== 'PENDING';
  const note = useId();
  const isTooLong = excessOf(text) > 0;
  const { data: me } = useMe();
  const compose = () => {
    if (!me) return;
    drafts.append(draftKey(me.user.id, conversationId), text.trim());
    onDone();
    composerField()?.focus();
  };
  const refresh = useRefreshThread(conversationId);
  const edit = useMutation(
    api.conversations.editMessage.mutationOptions({
      // Not before it is seen as it is now: what is still the old text there would be changed the next time.
      onSuccess: () => refresh().then(onDone),
      meta: { isQuiet: true },
      onError: (error) => {
        const code = error instanceof ApiProblem ? error.code : null;
        // A colleague was faster: theirs is shown beside one's own.
        if (code === 'CONFLICT') return refresh();
        if (code === 'NOT_WAITING') compose();
        toastError(error);
      },
    }),
  );
  const saveOver = (contentFrom: string) => {
    if (!isTooLong) edit.mutate({ messageId, content: text.trim(), contentFrom });
  };
  const save = () => {
    if (text.trim() === '' || text === content) onDone();
    else if (isLate) compose();
    else if (!isTheirs) saveOver(base);
  };
  // One's own change is stored before its answer is there.
  const isTheirs = !isLate && !edit.isPending && content !== base && content !== text.trim();
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
        autoFocus={isJustBegun}
        aria-label={t('text')}
        rows={3}
        value={text}
        aria-invalid={isTooLong}
        aria-describedby={note}
        readOnly={edit.isPending}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <TooLong id={note} text={text} />
      {isLate ? (
        <p role="alert" className="text-sm text-muted-foreground">
          {t(status === 'FAILED' ? 'notSent' : 'left')}
        </p>
      ) : null}
      {isTheirs ? <TheirText text={content} onTake={onDone} onKeepOwn={() => saveOver(content)} /> : null}
      {isTheirs ? null : (
        <div ref={goOnInEditor} className="flex flex-wrap justify-end gap-2">
          <Button variant="ghost" size="sm" onClick={onDone}>
            {t('keep')}
          </Button>
          <Button size="sm" disabled={edit.isPending || (isTooLong && !isLate)} onClick={save}>
            {t(isLate ? 'compose' : 'save')}
          </Button>
        </div>
      )}
    </div>
  );
}
