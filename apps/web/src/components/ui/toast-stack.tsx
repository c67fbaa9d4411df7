'use client';

import { Hand } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTheme } from 'next-themes';
import { useEffect } from 'react';
import { Toaster as Sonner, toast } from 'sonner';
import { useSentenceOf } from '../use-sentence-of';
import { type Notice, toasts } from './toasts';

/** A call stands longer than a passing word: whoever looks up from an answer shall still see it. */
const CALL_MS = 15_000;

export function ToastStack() {
  const t = useTranslations('common');
  const { resolvedTheme } = useTheme();
  const sentenceOf = useSentenceOf();
  useEffect(() => {
    const show = () => {
      for (const notice of toasts.take()) draw(notice, sentenceOf);
    };
    show();
    return toasts.subscribe(show);
  }, [sentenceOf]);
  return (
    <Sonner
      theme={resolvedTheme === 'dark' ? 'dark' : 'light'}
      position="top-center"
      containerAriaLabel={t('notices')}
      toastOptions={{
        className: '!rounded-xl !border-border !bg-surface !text-foreground !shadow-float !font-sans',
        classNames: {
          description: '!text-muted-foreground',
          actionButton: '!h-8 !rounded-lg !bg-primary !px-3 !text-sm !text-primary-foreground',
        },
      }}
    />
  );
}

function draw({ kind, message, details, id, action }: Notice, sentenceOf: (error: Error) => string): void {
  const text = message instanceof Error ? sentenceOf(message) : message;
  const options = {
    ...(id !== undefined && { id }),
    ...(details !== undefined && { description: details }),
    ...(action && { action: { label: action.label, onClick: action.run } }),
  };
  if (kind === 'error') toast.error(text, options);
  else toast(text, { ...options, duration: CALL_MS, icon: <Hand aria-hidden className="size-4" /> });
}
