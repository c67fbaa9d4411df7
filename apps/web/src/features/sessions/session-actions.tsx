'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { api } from '@/api/client';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { DeleteNumber } from './delete-number';
import { LogOutButton } from './log-out-button';
import { MoveNumber } from './move-number';
import { RenameNumber } from './rename-number';
import type { Session } from './state-look';
import { useRefreshSessions } from './use-sessions';

/** What an administrator can do with a number, each with what it means. */
export function SessionActions({ session, onKeep }: { session: Session; onKeep(isKept: boolean): void }) {
  const t = useTranslations('sessions.actions');
  const { isDefault, owner } = session;
  return (
    <Card className="grid gap-2">
      <h2 className="font-semibold">{t('title')}</h2>
      <ul className="divide-y">
        <Action title={t('rename.title')} text={t('rename.text')}>
          <RenameNumber session={session} />
        </Action>
        {isDefault ? null : (
          <Action title={t('default.title')} text={t('default.text')}>
            <MakeDefault channelId={session.channelId} />
          </Action>
        )}
        <Action title={t('move.title')} text={owner ? t('move.owned', { owner }) : t('move.text')}>
          <MoveNumber session={session} />
        </Action>
        <Action title={t('logOut.title')} text={t('logOut.text')}>
          <LogOutButton session={session} />
        </Action>
        <Action title={t('delete.title')} text={t('delete.text')}>
          <DeleteNumber session={session} onKeep={onKeep} />
        </Action>
      </ul>
    </Card>
  );
}

function Action({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 py-4 last:pb-0">
      <div className="grid min-w-0 flex-1 basis-64 gap-0.5">
        <p className="font-medium">{title}</p>
        <p className="text-sm text-muted-foreground">{text}</p>
      </div>
      {children}
    </li>
  );
}

function MakeDefault({ channelId }: { channelId: string }) {
  const t = useTranslations('sessions.actions.default');
  const refresh = useRefreshSessions();
  const update = useMutation(api.sessions.update.mutationOptions({ onSuccess: refresh }));
  return (
    <Button
      variant="secondary"
      disabled={update.isPending}
      onClick={() => update.mutate({ channelId, isDefault: true })}
    >
      {t('button')}
    </Button>
  );
}
