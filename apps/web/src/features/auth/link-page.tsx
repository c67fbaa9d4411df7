'use client';

import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { isRefusal } from '@/api/problem';
import { LoadFailed } from '@/components/load-failed';
import { Skeleton } from '@/components/ui/skeleton';
import { useSentenceOf } from '@/components/use-sentence-of';
import { signedInAs } from '@/session/auth-requests';
import { AuthPage } from './auth-page';
import { LeaveAccount } from './leave-account';

interface LinkPageProps<Found> {
  /** What the link leads to. */
  link: UseQueryResult<Found>;
  titles: Record<'loading' | 'refused', string>;
  head(found: Found): { title: string; text: string };
  /** For nobody who is signed in as somebody else. */
  children(found: Found, isSignedIn: boolean): ReactNode;
}

/** Where a link leads that was made out to one person: whoever is signed in here as another one signs out first. */
export function LinkPage<Found extends { email: string }>({
  link,
  titles,
  head,
  children,
}: LinkPageProps<Found>) {
  const t = useTranslations('auth.otherAccount');
  const account = useQuery({ queryKey: ['signed-in-as'], queryFn: signedInAs });
  if (isRefusal(link.error)) return <Refused title={titles.refused} error={link.error} />;
  const [found, current] = [link.data, account.data];
  if (found === undefined || current === undefined) {
    const failed = [link, account].find(({ isLoadingError }) => isLoadingError);
    return (
      <AuthPage title={titles.loading} text={null}>
        {failed ? (
          <LoadFailed onRetry={() => void failed.refetch()} />
        ) : (
          <Skeleton className="h-48 rounded-2xl" />
        )}
      </AuthPage>
    );
  }
  const isOther = current !== null && current !== found.email;
  return (
    <AuthPage {...head(found)}>
      {isOther ? (
        <LeaveAccount text={t('text', { current, email: found.email })} action={t('action')} />
      ) : (
        children(found, current !== null)
      )}
    </AuthPage>
  );
}

function Refused({ title, error }: { title: string; error: Error }) {
  const t = useTranslations('auth');
  const sentenceOf = useSentenceOf();
  return (
    <AuthPage title={title} text={sentenceOf(error)}>
      <Link href="/sign-in" className="tap-area w-fit text-sm font-medium text-primary hover:underline">
        {t('toSignIn')}
      </Link>
    </AuthPage>
  );
}
