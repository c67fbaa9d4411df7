'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, type ReactElement, useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog, DialogClose } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';

const MAX_NAME_LENGTH = 60;

interface NameDialogProps {
  trigger: ReactElement<Record<string, unknown>>;
  title: string;
  text: string;
  action: string;
  name: string;
  isPending: boolean;
  isOpen: boolean;
  onOpenChange(isOpen: boolean): void;
  onSave(name: string): void;
}

/** Asks for the name of a number. */
export function NameDialog(props: NameDialogProps) {
  const { title, text, action, isPending, isOpen, onOpenChange, onSave, trigger } = props;
  const t = useTranslations('sessions');
  const common = useTranslations('common');
  const form = useId();
  const [name, setName] = useState(props.name);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '') onSave(name.trim());
  };
  const change = (open: boolean) => {
    setName(props.name);
    onOpenChange(open);
  };
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={change}
      trigger={trigger}
      title={title}
      description={text}
      actions={
        <>
          <DialogClose render={<Button variant="secondary">{common('cancel')}</Button>} />
          <Button type="submit" form={form} disabled={isPending || name.trim() === ''}>
            {action}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit}>
        <Field
          label={t('name')}
          value={name}
          maxLength={MAX_NAME_LENGTH}
          onChange={(event) => setName(event.target.value)}
        />
      </form>
    </Dialog>
  );
}
