'use client';

import type { MeModel } from '@soul-kg-crm/shared/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { api } from '@/api/client';
import { handOnFocus } from '@/components/hand-on-focus';
import { SaveBar } from '@/components/save-bar';
import { TheirText } from '@/components/their-text';
import { asking, following, isOvertaken, untouched } from '@/components/typed-text';
import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';

const MAX_NAME_LENGTH = 100;
const goOnAtName = handOnFocus((form) => form.querySelector('input'));

/** One's name, which one may have changed elsewhere meanwhile; the address is what one signs in with, and stays. */
export function PersonForm({ user }: { user: Pick<MeModel['user'], 'name' | 'email'> }) {
  const t = useTranslations('account.person');
  const queryClient = useQueryClient();
  const [typed, setTyped] = useState(() => untouched(user.name));
  // What is typed while it is saved stays, and what nobody has touched follows.
  const followed = following(typed, user.name);
  if (followed !== typed) setTyped(followed);
  const name = followed.text;
  const [isMissing, setIsMissing] = useState(false);
  const save = useMutation(
    api.account.updateMe.mutationOptions({
      meta: { isQuiet: true },
      onSuccess: (me) => {
        queryClient.setQueryData(api.account.me.queryKey(), me);
        void queryClient.invalidateQueries({ queryKey: api.members.list.key() });
      },
    }),
  );
  const isTheirs = isOvertaken(followed, user.name);
  const saveIt = () => {
    const asked = name.trim();
    setIsMissing(asked === '');
    if (asked === '') return;
    setTyped(asking({ ...followed, base: user.name }, asked));
    save.mutate({ name: asked });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isTheirs) saveIt();
  };
  const takeBack = () => {
    setIsMissing(false);
    setTyped(untouched(user.name));
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
            setTyped({ ...followed, text: target.value });
          }}
        />
        {isTheirs ? <TheirText text={user.name} onTake={takeBack} onKeepOwn={saveIt} /> : null}
        <Field label={t('email')} autoComplete="username" readOnly className="bg-muted" value={user.email} />
        {isTheirs ? null : (
          <div ref={goOnAtName}>
            <SaveBar
              save={save}
              isChanged={name !== user.name}
              onDiscard={takeBack}
              hasMarks={false}
              texts={{ save: t('save'), saving: t('saving'), saved: t('saved'), marked: t('missing') }}
            />
          </div>
        )}
      </form>
    </Card>
  );
}
