'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { api } from '@/api/client';
import { Button } from '@/components/ui/button';
import { NameDialog } from './name-dialog';
import type { Session } from './state-look';
import { useRefreshSessions } from './use-sessions';

export function RenameNumber({ session }: { session: Session }) {
  const t = useTranslations('sessions.actions.rename');
  const common = useTranslations('common');
  const refresh = useRefreshSessions();
  const [isOpen, setIsOpen] = useState(false);
  const rename = useMutation(
    api.sessions.update.mutationOptions({
      onSuccess: async () => {
        await refresh();
        setIsOpen(false);
      },
    }),
  );
  const { channelId } = session;
  return (
    <NameDialog
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      trigger={<Button variant="secondary">{t('button')}</Button>}
      title={t('dialog')}
      text={t('text')}
      action={common('save')}
      name={session.name}
      isPending={rename.isPending}
      onSave={(name) => rename.mutate({ channelId, name })}
    />
  );
}
