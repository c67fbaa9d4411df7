import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ClientsPage } from '@/features/clients/clients-page';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('clients');
  return { title: t('title') };
}

export default function Page() {
  return <ClientsPage />;
}
