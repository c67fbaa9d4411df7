'use client';

import type { MeModel } from '@soul-kg-crm/shared/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { api } from '@/api/client';
import { SaveBar } from '@/components/save-bar';
import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';

const MAX_NAME_LENGTH = 100;

/** One's name; the address is what one signs in with, and stays. */
export function PersonForm({ user }: { user: Pick<MeModel['user'], 'name' | 'email'> }) {
  const t = useTranslations('account.person');
  const queryClient = useQueryClient();
  const [name, setName] = useState(user.name);
  const [isMissing, setIsMissing] = useState(false);
  const save = useMutation(
    api.account.updateMe.mutationOptions({
      meta: { isQuiet: true },
      onSuccess: (me, saved) => {
        // What is typed while it is saved stays.
        setName((typed) => (typed.trim() === saved.name ? me.user.name : typed));
        queryClient.setQueryData(api.account.me.queryKey(), me);
        void queryClient.invalidateQueries({ queryKey: api.members.list.key() });
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsMissing(name.trim() === '');
    if (name.trim() !== '') save.mutate({ name: name.trim() });
  };
  return (
    <Card>
      <form onSubmit={submit} noValidate className="grid gap-5">
        <h2 className="font-semibold">{t('title')}</h2>
        <Field
          label={t('name')}
          autoComplete="name"
          maxLength={MAX_NAME_LENGTH}
          error={isMissing ? t('missing') : undefined}
          value={name}
          onChange={({ target }) => {
            setIsMissing(false);
            setName(target.value);
          }}
        />
        <Field label={t('email')} autoComplete="username" readOnly className="bg-muted" value={user.email} />
        <SaveBar
          save={save}
          isChanged={name !== user.name}
          onDiscard={() => {
            setIsMissing(false);
            setName(user.name);
          }}
          hasMarks={false}
          texts={{ save: t('save'), saving: t('saving'), saved: t('saved'), marked: t('missing') }}
        />
      </form>
    </Card>
  );
}
