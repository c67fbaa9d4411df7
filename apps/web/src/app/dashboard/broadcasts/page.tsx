import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { BroadcastsPage } from '@/features/broadcasts/broadcasts-page';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('broadcasts');
  return { title: t('title') };
}

export default function Page() {
  return <BroadcastsPage />;
}
