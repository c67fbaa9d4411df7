import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { QueuesPage } from '@/features/queues/queues-page';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('queues');
  return { title: t('title') };
}

export default function Page() {
  return <QueuesPage />;
}
