import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { SessionPage } from '@/features/sessions/session-page';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('sessions');
  return { title: t('pageTitle') };
}

export default async function Page({ params }: PageProps<'/dashboard/settings/whatsapp/[channelId]'>) {
  const { channelId } = await params;
  return <SessionPage key={channelId} channelId={channelId} />;
}
