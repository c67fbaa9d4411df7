'use client';

import { useMutation } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useId, useState } from 'react';
import { api } from '@/api/client';
import { Button } from '@/components/ui/button';
import { Dialog, DialogClose } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { SelectField } from '@/components/ui/select-field';
import { useOneAtATime } from '@/components/use-one-at-a-time';
import { useRefreshApiKeys } from './use-api-keys';

/** A key that has just been made; nothing but this page ever holds it. */
export interface MadeKey {
  id: string;
  name: string;
  key: string;
}

const MAX_NAME_LENGTH = 60;
const EXPIRIES = ['never', '30', '90', '365'] as const;
type Expiry = (typeof EXPIRIES)[number];

/** Asks what the key is for and how long it is to work, and makes it. */
export function NewKey({ onMade }: { onMade(made: MadeKey): void }) {
  const t = useTranslations('keys');
  const common = useTranslations('common');
  const form = useId();
  const [isOpen, setIsOpen] = useState(false);
  const refresh = useRefreshApiKeys();
  const create = useMutation(
    api.account.createApiKey.mutationOptions({
      // The answer holds the key, and is forgotten at once.
      gcTime: 0,
      onSuccess: async (made) => {
        setIsOpen(false);
        onMade(made);
        await refresh();
      },
    }),
  );
  const save = useOneAtATime(create.mutateAsync);
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      trigger={
        <Button>
          <Plus aria-hidden />
          {t('new.button')}
        </Button>
      }
      title={t('new.title')}
      description={t('new.text')}
      actions={
        <>
          <DialogClose render={<Button variant="secondary">{common('cancel')}</Button>} />
          <Button type="submit" form={form} disabled={create.isPending}>
            {t('new.action')}
          </Button>
        </>
      }
    >
      <NewKeyForm
        id={form}
        onSave={(name, expiry) =>
          save({ name, ...(expiry !== 'never' && { expiresInDays: Number(expiry) }) })
        }
      />
    </Dialog>
  );
}

/** Empty each time that the dialog opens. */
function NewKeyForm({ id, onSave }: { id: string; onSave(name: string, expiry: Expiry): void }) {
  const t = useTranslations('keys.new');
  const [name, setName] = useState('');
  const [expiry, setExpiry] = useState<Expiry>('never');
  const [isMissing, setIsMissing] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsMissing(name.trim() === '');
    if (name.trim() !== '') onSave(name.trim(), expiry);
  };
  return (
    <form id={id} onSubmit={submit} noValidate className="grid gap-4">
      <Field
        label={t('name')}
        placeholder={t('namePlaceholder')}
        error={isMissing ? t('nameMissing') : undefined}
        value={name}
        maxLength={MAX_NAME_LENGTH}
        autoComplete="off"
        onChange={({ target }) => {
          setIsMissing(false);
          setName(target.value);
        }}
      />
      <SelectField
        label={t('expiry')}
        value={expiry}
        options={EXPIRIES.map((value) => ({ value, label: t(`expiries.${value}`) }))}
        onChange={(value) => setExpiry(EXPIRIES.find((known) => known === value) ?? 'never')}
      />
    </form>
  );
}
