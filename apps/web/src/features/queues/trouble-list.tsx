'use client';

import { CheckCircle2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode, Ref } from 'react';
import { MoreButton, type MoreProps } from '@/components/more-button';
import { NotLoaded, type NotLoadedProps } from '@/components/not-loaded';
import { Card } from '@/components/ui/card';
import { Skeleton } from '@/components/ui/skeleton';
import { goOnAtList } from './go-on-at-list';

interface TroubleListProps {
  ref?: Ref<HTMLElement>;
  title: string;
  text: string;
  /** Said where there is none. */
  empty: string;
  /** Undefined: not known yet. */
  rows: ReactNode[] | undefined;
  /** For all of them. */
  action: ReactNode;
  /** What became of it, as long as that is news. */
  done: string | null;
  list: MoreProps['list'] & NotLoadedProps['query'];
}

/** Things that went wrong, one row each. */
export function TroubleList({ ref, title, text, empty, rows, action, done, list }: TroubleListProps) {
  const t = useTranslations('queues');
  return (
    <Card ref={ref} data-troubles tabIndex={-1} aria-label={title} className="grid gap-4 outline-none">
      <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-3">
        <div className="grid min-w-0 flex-1 basis-64 gap-1">
          <h2 className="font-semibold">{title}</h2>
          {rows?.length ? <p className="text-sm text-muted-foreground">{text}</p> : null}
        </div>
        {rows?.length ? <div ref={goOnAtList}>{action}</div> : null}
      </header>
      <p role="status" className="text-sm empty:hidden">
        {done}
      </p>
      {rows === undefined ? (
        <NotLoaded query={list}>
          <Skeleton className="h-16 rounded-xl" />
        </NotLoaded>
      ) : null}
      {rows?.length === 0 ? (
        <p className="flex items-center gap-2 text-sm text-muted-foreground">
          <CheckCircle2 aria-hidden className="size-4 text-success" />
          {empty}
        </p>
      ) : null}
      {rows?.length ? (
        <ul aria-label={title} className="divide-y">
          {rows}
        </ul>
      ) : null}
      <MoreButton list={list} label={t('more')} className="justify-self-start" />
    </Card>
  );
}
