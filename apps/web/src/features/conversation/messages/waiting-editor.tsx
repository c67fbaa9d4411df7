'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useState } from 'react';
import { api } from '@/api/client';
import { Button } from '@/components/ui/button';
import { Textarea } from '@/components/ui/textarea';

interface WaitingEditorProps {
  messageId: string;
  content: string;
  onDone(): void;
}

/** Changes the text of a message that waits: Enter saves, Escape leaves it as it is. */
export function WaitingEditor({ messageId, content, onDone }: WaitingEditorProps) {
  const t = useTranslations('conversation.waiting');
  const [text, setText] = useState(content);
  const edit = useMutation(api.conversations.editMessage.mutationOptions({ onSettled: onDone }));
  const save = () => {
    if (text.trim() === '' || text === content) onDone();
    else edit.mutate({ messageId, content: text });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onDone();
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    save();
  };
  return (
    <div className="grid w-[min(34rem,75vw)] gap-2">
      <Textarea
        autoFocus
        aria-label={t('text')}
        rows={3}
        value={text}
        disabled={edit.isPending}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className="flex justify-end gap-2">
        <Button variant="ghost" size="sm" onClick={onDone}>
          {t('keep')}
        </Button>
        <Button size="sm" disabled={edit.isPending} onClick={save}>
          {t('save')}
        </Button>
      </div>
    </div>
  );
}
