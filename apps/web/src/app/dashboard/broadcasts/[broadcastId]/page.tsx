import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { BroadcastPage } from '@/features/broadcasts/details/broadcast-page';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('broadcasts');
  return { title: t('title') };
}

export default async function Page({ params }: PageProps<'/dashboard/broadcasts/[broadcastId]'>) {
  const { broadcastId } = await params;
  return <BroadcastPage key={broadcastId} broadcastId={broadcastId} />;
}
