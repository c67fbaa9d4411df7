'use client';

import { useTranslations } from 'next-intl';
import { Dialog } from '@/components/ui/dialog';
import { ClientCard } from './client-card';
import { ClientConversations } from './client-conversations';

interface ClientDialogProps {
  /** Null: it is closed. */
  clientId: string | null;
  onClose(): void;
  /** Where one goes on afterwards. */
  focusAfter(): HTMLElement | null;
}

/** The card of one client, beside the list: it stays open whatever becomes of their row there. */
export function ClientDialog({ clientId, onClose, focusAfter }: ClientDialogProps) {
  const t = useTranslations('clients');
  return (
    <Dialog
      isOpen={clientId !== null}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      focusAfter={focusAfter}
      title={t('panel')}
    >
      {clientId === null ? null : (
        // The card has its own margin, as it has beside a conversation.
        <div className="-mx-5 -mb-5">
          <ClientCard clientId={clientId} links={<ClientConversations clientId={clientId} />} />
        </div>
      )}
    </Dialog>
  );
}
