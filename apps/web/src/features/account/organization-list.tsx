'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { enterOrganization, listOrganizations } from '@/session/auth-requests';
import { LeaveOrganization } from './leave-organization';

/** The organisations to which somebody belongs, the way from one to another, and the way out of the one they are in. */
export function OrganizationList({ here }: { here: string | null }) {
  const t = useTranslations('account.organizations');
  const { data } = useQuery({ queryKey: ['organizations'], queryFn: listOrganizations });
  const enter = useMutation({
    mutationFn: enterOrganization,
    // With the page goes all that it knows of this organisation.
    onSuccess: () => window.location.assign('/dashboard'),
  });
  if (!data || data.length === 0) return null;
  return (
    <Card className="grid gap-3">
      <h2 className="font-semibold">{t('title', { count: data.length })}</h2>
      <ul className="divide-y">
        {data.map(({ id, name }) => (
          <li key={id} className="flex min-h-14 flex-wrap items-center justify-between gap-3 py-2">
            <span className="min-w-0 wrap-anywhere">{name}</span>
            {id === here ? (
              <span className="flex flex-wrap items-center gap-3">
                {data.length > 1 ? <Badge tone="accent">{t('here')}</Badge> : null}
                <LeaveOrganization name={name} />
              </span>
            ) : (
              <Button
                variant="secondary"
                size="sm"
                aria-label={t('enterOf', { name })}
                disabled={enter.isPending || enter.isSuccess}
                onClick={() => enter.mutate(id)}
              >
                {t('enter')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
