'use client';

import { Paperclip, SendHorizontal } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ClipboardEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { excessOf, TooLong } from '@/components/too-long';
import { Button } from '@/components/ui/button';
import { useGrowingField } from '@/components/use-growing-field';
import { useIsHydrated } from '@/components/use-is-hydrated';
import { useTypedEarly } from '@/components/use-typed-early';
import { AttachmentList } from './attachment-list';
import { ComposerQuote } from './composer-quote';
import type { ThreadMessage } from './messages/thread-message';
import { pastedFiles } from './pasted-files';
import { useSend } from './sending/use-send';
import type { Attachments } from './use-attachments';
import { useDraft } from './use-draft';

interface ComposerProps {
  conversationId: string;
  quoted: ThreadMessage | null;
  onQuoteDone(): void;
  attachments: Attachments;
}

/** Enter sends, Shift+Enter begins a new line; files by button, paste or drag. */
export function Composer({ conversationId, quoted, onQuoteDone, attachments }: ComposerProps) {
  const t = useTranslations('conversation');
  const { text, write: setText, append } = useDraft(conversationId);
  const send = useSend(conversationId);
  const field = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const id = useId();
  const note = useId();
  useTypedEarly(id, text, append);
  useGrowingField(field, text);
  const isAlive = useIsHydrated();
  const [wasThereBefore] = useState(!isAlive);
  const isTooLong = excessOf(text) > 0;
  const canSend = !isTooLong && (text.trim() !== '' || attachments.files.length > 0);

  useEffect(() => {
    const area = field.current;
    if (!area || !(quoted || !matchMedia('(pointer: coarse)').matches)) return;
    // The page stood there before it came alive: what somebody goes on typing elsewhere is no answer.
    if (!quoted && wasThereBefore && isTypingBeside(area)) return;
    area.focus();
    // A draft goes on at its end.
    if (!quoted) area.setSelectionRange(area.value.length, area.value.length);
  }, [quoted, wasThereBefore]);

  const submit = () => {
    if (!canSend) return;
    send({ content: text.trim(), files: attachments.take(), quoted });
    setText('');
    onQuoteDone();
    field.current?.focus();
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      // First the quote, then the field, so that the next Esc leads back to the list.
      if (quoted) onQuoteDone();
      else field.current?.blur();
    }
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    submit();
  };
  const paste = (event: ClipboardEvent) => {
    const files = pastedFiles(event.clipboardData);
    if (files.length === 0) return;
    event.preventDefault();
    attachments.add(files);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      className="grid shrink-0 grid-cols-[minmax(0,1fr)] gap-2 border-t bg-surface p-2.5 pb-[max(0.625rem,env(safe-area-inset-bottom))] sm:p-3"
    >
      {quoted ? <ComposerQuote quoted={quoted} onCancel={onQuoteDone} /> : null}
      <AttachmentList attachments={attachments} />
      <div className="flex items-end gap-2">
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          onChange={({ currentTarget }) => {
            attachments.add([...(currentTarget.files ?? [])]);
            currentTarget.value = '';
          }}
        />
        <Button variant="ghost" size="icon" aria-label={t('attach')} onClick={() => picker.current?.click()}>
          <Paperclip aria-hidden />
        </Button>
        <textarea
          ref={field}
          id={id}
          data-composer
          // What a browser puts back on the way back may have been sent since.
          autoComplete="off"
          dir="auto"
          rows={1}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={press}
          onPaste={paste}
          aria-label={t('message')}
          placeholder={t('placeholder')}
          aria-invalid={isTooLong}
          aria-describedby={note}
          enterKeyHint="send"
          className="field-sizing-content max-h-40 min-h-10 min-w-0 grow resize-none rounded-xl border border-input bg-background px-3.5 py-2 placeholder:text-muted-foreground focus-visible:border-ring focus-visible:outline-none focus-visible:ring-3 focus-visible:ring-ring/25 aria-invalid:border-destructive"
        />
        <Button
          // Until then the browser would send the form by itself: it loads the page anew, without what was typed.
          type={isAlive ? 'submit' : 'button'}
          size="icon"
          aria-label={t('send')}
          aria-disabled={!canSend}
        >
          <SendHorizontal aria-hidden />
        </Button>
      </div>
      <TooLong id={note} text={text} />
    </form>
  );
}

function isTypingBeside(area: HTMLTextAreaElement): boolean {
  const { activeElement } = document;
  return activeElement !== area && activeElement !== null && activeElement.matches('input, textarea');
}
