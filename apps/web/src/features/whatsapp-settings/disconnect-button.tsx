'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { api } from '@/api/client';
import { Button } from '@/components/ui/button';
import { Dialog, DialogClose } from '@/components/ui/dialog';

/** Asks first: while the number is away, nobody's message arrives. */
export function DisconnectButton({ organizationId }: { organizationId: string }) {
  const t = useTranslations('whatsapp');
  const common = useTranslations('common');
  const [isAsking, setIsAsking] = useState(false);
  const queryClient = useQueryClient();
  const disconnect = useMutation(
    api.whatsapp.disconnect.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: api.whatsapp.key() });
        setIsAsking(false);
      },
    }),
  );
  return (
    <Dialog
      isOpen={isAsking}
      onOpenChange={setIsAsking}
      trigger={<Button variant="secondary">{t('disconnect')}</Button>}
      title={t('confirm.title')}
      description={t('confirm.text')}
      actions={
        <>
          <DialogClose render={<Button variant="secondary">{common('cancel')}</Button>} />
          <Button
            variant="destructive"
            disabled={disconnect.isPending}
            onClick={() => disconnect.mutate({ organizationId })}
          >
            {t('confirm.action')}
          </Button>
        </>
      }
    />
  );
}
