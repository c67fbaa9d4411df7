'use client';

import { useMutation } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { api } from '@/api/client';
import { Button } from '@/components/ui/button';
import { useOneAtATime } from '@/components/use-one-at-a-time';
import { NameDialog } from './name-dialog';
import { useRefreshSessions } from './use-sessions';

/** Adds a number and goes on to its page, where it is connected. */
export function AddNumber() {
  const t = useTranslations('sessions.add');
  const router = useRouter();
  const refresh = useRefreshSessions();
  const [isOpen, setIsOpen] = useState(false);
  const create = useMutation(
    api.sessions.create.mutationOptions({
      onSuccess: async ({ channelId }) => {
        router.push(`/dashboard/settings/whatsapp/${channelId}`);
        await refresh();
      },
    }),
  );
  const save = useOneAtATime(create.mutateAsync);
  return (
    <NameDialog
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      trigger={
        <Button variant="secondary">
          <Plus aria-hidden />
          {t('button')}
        </Button>
      }
      title={t('title')}
      text={t('text')}
      action={t('action')}
      name=""
      isPending={create.isPending || create.isSuccess}
      onSave={(name) => save({ name })}
    />
  );
}
