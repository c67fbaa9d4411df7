import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { InvitationPage } from '@/features/auth/invitation-page';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('invitation');
  // What the address holds is for nobody else: not for search engines, nor for the next page.
  return { title: t('pageTitle'), robots: { index: false }, referrer: 'no-referrer' };
}

export default async function Page({ params }: PageProps<'/invitation/[secret]'>) {
  const { secret } = await params;
  return <InvitationPage secret={secret} />;
}
