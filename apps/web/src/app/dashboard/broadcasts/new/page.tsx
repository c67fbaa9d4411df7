import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NewBroadcastPage } from '@/features/broadcasts/new/new-broadcast-page';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('broadcasts');
  return { title: t('newTitle') };
}

export default function Page() {
  return <NewBroadcastPage />;
}
