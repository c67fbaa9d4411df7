'use client';

import type { MemberModel } from '@soul-kg-crm/shared/contract';
import { useTranslations } from 'next-intl';
import { Avatar } from '@/components/ui/avatar';
import { Badge } from '@/components/ui/badge';
import { useMoments } from '@/i18n/use-moments';
import { ChangeRole } from './change-role';
import { NewPassword } from './new-password';
import { RemoveMember } from './remove-member';
import type { MadeLink } from './shown-link';

interface MemberRowProps {
  member: MemberModel;
  isOwn: boolean;
  mayChange: boolean;
  onLink(made: MadeLink): void;
  onRemoved(): void;
}

/** A colleague with their role, and what an administrator can do about it. */
export function MemberRow({ member, isOwn, mayChange, onLink, onRemoved }: MemberRowProps) {
  const t = useTranslations('team');
  const { date } = useMoments();
  const { name, email, role, joinedAt } = member;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3 px-4 py-4 sm:px-5">
      <div className="flex min-w-0 flex-1 basis-64 items-center gap-3">
        <Avatar name={name} />
        <div className="grid min-w-0 gap-1">
          <p className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
            <span className="min-w-0 wrap-anywhere font-semibold">{name}</span>
            <Badge tone={role === 'AGENT' ? 'neutral' : 'accent'}>{t(`role.${role}`)}</Badge>
            {isOwn ? <Badge>{t('you')}</Badge> : null}
          </p>
          <ul className="flex flex-wrap gap-x-4 gap-y-0.5 text-sm text-muted-foreground">
            <li className="min-w-0 break-all">{email}</li>
            <li>{t('joined', { date: date(joinedAt) })}</li>
          </ul>
        </div>
      </div>
      {mayChange ? (
        <div className="flex flex-wrap gap-2">
          <ChangeRole member={member} />
          <NewPassword member={member} onMade={onLink} />
          <RemoveMember member={member} onRemoved={onRemoved} />
        </div>
      ) : null}
    </li>
  );
}
