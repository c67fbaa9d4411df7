import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AgentsPage } from '@/features/agents/agents-page';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('agents');
  return { title: t('title') };
}

export default function Page() {
  return <AgentsPage />;
}
