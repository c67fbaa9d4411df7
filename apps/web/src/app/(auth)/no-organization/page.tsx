import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NoOrganization } from '@/features/auth/no-organization';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('invitation');
  return { title: t('nowhere.title') };
}

export default function Page() {
  return <NoOrganization />;
}
