'use client';

import { type MemberRole, memberRole } from '@soul-kg-crm/shared/enums';
import { useMutation } from '@tanstack/react-query';
import { UserRoundPlus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useId, useState } from 'react';
import * as z from 'zod';
import { api } from '@/api/client';
import { Button } from '@/components/ui/button';
import { Dialog, DialogClose } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { SelectField } from '@/components/ui/select-field';
import { useOneAtATime } from '@/components/use-one-at-a-time';
import type { MadeLink } from './shown-link';
import { useRefreshTeam } from './use-team';

/** Asks whom to invite and as what, and makes the link. */
export function NewInvitation({ onMade }: { onMade(made: MadeLink): void }) {
  const t = useTranslations('team.invite');
  const common = useTranslations('common');
  const form = useId();
  const [isOpen, setIsOpen] = useState(false);
  const refresh = useRefreshTeam();
  const create = useMutation(
    api.invitations.create.mutationOptions({
      // The answer holds the link, and is forgotten at once.
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
          <UserRoundPlus aria-hidden />
          {t('button')}
        </Button>
      }
      title={t('title')}
      description={t('text')}
      actions={
        <>
          <DialogClose render={<Button variant="secondary">{common('cancel')}</Button>} />
          <Button type="submit" form={form} disabled={create.isPending}>
            {t('action')}
          </Button>
        </>
      }
    >
      <NewInvitationForm id={form} onSave={(email, role) => save({ email, role })} />
    </Dialog>
  );
}

const address = z.email().max(254);

/** Empty each time that the dialog opens. */
function NewInvitationForm({ id, onSave }: { id: string; onSave(email: string, role: MemberRole): void }) {
  const t = useTranslations('team');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<MemberRole>('AGENT');
  const [isWrong, setIsWrong] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { data } = address.safeParse(email.trim());
    setIsWrong(data === undefined);
    if (data !== undefined) onSave(data, role);
  };
  return (
    <form id={id} onSubmit={submit} noValidate className="grid gap-4">
      <Field
        label={t('invite.email')}
        type="email"
        inputMode="email"
        autoComplete="off"
        error={isWrong ? t('invite.emailMissing') : undefined}
        value={email}
        onChange={({ target }) => {
          setIsWrong(false);
          setEmail(target.value);
        }}
      />
      <div className="grid gap-1.5">
        <SelectField
          label={t('invite.role')}
          value={role}
          options={(['AGENT', 'ADMIN'] as const).map((value) => ({ value, label: t(`role.${value}`) }))}
          onChange={(value) => setRole(memberRole.parse(value))}
        />
        <p className="text-sm text-muted-foreground">{t(`invite.hint.${role}`)}</p>
      </div>
    </form>
  );
}
