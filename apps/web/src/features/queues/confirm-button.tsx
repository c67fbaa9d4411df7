'use client';

import { useTranslations } from 'next-intl';
import { type ReactElement, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog, DialogClose } from '@/components/ui/dialog';

interface ConfirmButtonProps {
  trigger: ReactElement<Record<string, unknown>>;
  title: string;
  text: string;
  action: string;
  isPending: boolean;
  onConfirm(): Promise<unknown>;
}

/** Asks before something that cannot be taken back. */
export function ConfirmButton({ trigger, title, text, action, isPending, onConfirm }: ConfirmButtonProps) {
  const common = useTranslations('common');
  const [isOpen, setIsOpen] = useState(false);
  const confirm = () =>
    void onConfirm().then(
      () => setIsOpen(false),
      // What went wrong is told by a notice.
      () => {},
    );
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      trigger={trigger}
      title={title}
      description={text}
      actions={
        <>
          <DialogClose render={<Button variant="secondary">{common('cancel')}</Button>} />
          <Button disabled={isPending} onClick={confirm}>
            {action}
          </Button>
        </>
      }
    />
  );
}
