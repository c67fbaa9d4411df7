import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { api } from '@/api/client';
import { ConfirmDialog } from '@/components/confirm-dialog';
import { Button } from '@/components/ui/button';

interface UndoMergeProps {
  clientId: string;
  mergeId: string;
  name: string;
  onUndone(restoredId: string): void;
}

/** Separates two again. Asks first: nobody can join them by hand. */
export function UndoMerge({ clientId, mergeId, name, onUndone }: UndoMergeProps) {
  const t = useTranslations('clients.merges');
  const queryClient = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const undo = useMutation(
    api.clients.undoMerge.mutationOptions({
      onSuccess: (restored) => {
        onUndone(restored.id);
        void queryClient.invalidateQueries({ queryKey: api.clients.key() });
        void queryClient.invalidateQueries({ queryKey: api.conversations.key() });
      },
      onSettled: () => setIsAsking(false),
    }),
  );
  return (
    <ConfirmDialog
      isOpen={isAsking}
      onOpenChange={setIsAsking}
      trigger={
        <Button variant="secondary" size="sm" className="justify-self-start">
          {t('undo')}
        </Button>
      }
      title={t('confirm', { name })}
      text={t('confirmText', { name })}
      action={t('confirmAction')}
      isPending={undo.isPending}
      onConfirm={() => undo.mutate({ clientId, mergeId })}
    />
  );
}
