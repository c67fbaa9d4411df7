import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NewPasswordPage } from '@/features/auth/new-password-page';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth.newPassword');
  // What the address holds is for nobody else: not for search engines, nor for the next page.
  return { title: t('title'), robots: { index: false }, referrer: 'no-referrer' };
}

export default async function Page({ params }: PageProps<'/new-password/[secret]'>) {
  const { secret } = await params;
  return <NewPasswordPage secret={secret} />;
}
