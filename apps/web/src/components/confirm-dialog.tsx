'use client';

import { useTranslations } from 'next-intl';
import type { ReactElement, ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog, DialogClose } from '@/components/ui/dialog';

interface ConfirmDialogProps {
  isOpen: boolean;
  onOpenChange(isOpen: boolean): void;
  trigger: ReactElement<Record<string, unknown>>;
  title: string;
  text: string;
  action: string;
  /** Not before something that hurts. */
  isHarmless?: boolean;
  isPending: boolean;
  onConfirm(): void;
  children?: ReactNode;
}

/** Asks before something that hurts when it was a slip. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { isOpen, onOpenChange, trigger, title, text, action, isHarmless, isPending, onConfirm, children } =
    props;
  const common = useTranslations('common');
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      trigger={trigger}
      title={title}
      description={text}
      actions={
        <>
          <DialogClose render={<Button variant="secondary">{common('cancel')}</Button>} />
          <Button variant={isHarmless ? 'primary' : 'destructive'} disabled={isPending} onClick={onConfirm}>
            {action}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}
