'use client';

import { type ReactElement, useState } from 'react';
import { ConfirmDialog } from '@/components/confirm-dialog';

interface ConfirmCommandProps {
  trigger: ReactElement<Record<string, unknown>>;
  title: string;
  text: string;
  action: string;
  isPending: boolean;
  onConfirm(): Promise<unknown>;
  onDone?(): void;
}

/** Asks before something that cannot be taken back, until it is done. */
export function ConfirmCommand({ onConfirm, onDone, ...question }: ConfirmCommandProps) {
  const [isOpen, setIsOpen] = useState(false);
  const confirm = () =>
    void onConfirm().then(
      () => {
        setIsOpen(false);
        onDone?.();
      },
      // What went wrong is told by a notice.
      () => {},
    );
  return (
    <ConfirmDialog {...question} isOpen={isOpen} onOpenChange={setIsOpen} isHarmless onConfirm={confirm} />
  );
}
