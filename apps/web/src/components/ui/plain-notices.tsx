'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useSyncExternalStore } from 'react';
import { useSentenceOf } from '../use-sentence-of';
import { Button } from './button';
import { type Notice, toasts } from './toasts';

/** More would cover the page. */
const MOST = 3;
const NONE: readonly Notice[] = [];

/** Notices as they are drawn while nothing better could be fetched; each stays until it is closed. */
export function PlainNotices() {
  const t = useTranslations('common');
  const sentenceOf = useSentenceOf();
  const waiting = useSyncExternalStore(toasts.subscribe, toasts.waiting, () => NONE);
  return (
    <div
      role="alert"
      className="pointer-events-none fixed inset-x-4 top-4 z-50 mx-auto grid max-w-md justify-items-center gap-2"
    >
      {waiting.slice(-MOST).map((notice) => (
        <div
          key={notice.id ?? String(notice.message)}
          className="pointer-events-auto flex w-full items-start gap-2 rounded-xl border bg-surface p-3 text-sm text-foreground shadow-float"
        >
          <div className="grid min-w-0 grow gap-0.5 py-1.5">
            <p className="font-medium">
              {notice.message instanceof Error ? sentenceOf(notice.message) : notice.message}
            </p>
            {notice.details === undefined ? null : <p className="text-muted-foreground">{notice.details}</p>}
          </div>
          {notice.action ? <NoticeAction notice={notice} action={notice.action} /> : null}
          <Button variant="ghost" size="icon-sm" aria-label={t('close')} onClick={() => toasts.drop(notice)}>
            <X aria-hidden />
          </Button>
        </div>
      ))}
    </div>
  );
}

function NoticeAction({ notice, action }: { notice: Notice; action: NonNullable<Notice['action']> }) {
  const run = () => {
    toasts.drop(notice);
    action.run();
  };
  return (
    <Button size="sm" onClick={run}>
      {action.label}
    </Button>
  );
}
