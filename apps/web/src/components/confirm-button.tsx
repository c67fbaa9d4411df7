'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from './confirm-dialog';
import { Button } from './ui/button';

interface ConfirmButtonProps {
  button: string;
  /** The button's name, with what it is about. */
  label: string;
  title: string;
  text: string;
  /** Of the button in the question; without it, that of the one that asks. */
  action?: string;
  onConfirm(): Promise<unknown>;
  /** However it ended: shows how things are now. */
  refresh?: () => Promise<unknown>;
  /** Once it is done, and shown. */
  onDone?: () => void;
}

/** The button beside something in a list that asks first. */
export function ConfirmButton(props: ConfirmButtonProps) {
  const { button, label, title, text, action = button, onConfirm, refresh, onDone } = props;
  const [isAsking, setIsAsking] = useState(false);
  const attempt = useMutation({
    mutationFn: onConfirm,
    onSettled: async (_answer, error) => {
      setIsAsking(false);
      await refresh?.();
      if (!error) onDone?.();
    },
  });
  return (
    <ConfirmDialog
      isOpen={isAsking}
      onOpenChange={setIsAsking}
      trigger={
        <Button variant="secondary" size="sm" aria-label={label}>
          {button}
        </Button>
      }
      title={title}
      text={text}
      action={action}
      isPending={attempt.isPending}
      onConfirm={() => attempt.mutate()}
    />
  );
}
