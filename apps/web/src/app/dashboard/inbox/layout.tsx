import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { InboxFrame } from '@/features/inbox/inbox-frame';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('inbox');
  return { title: t('title') };
}

export default function InboxLayout({ children }: LayoutProps<'/dashboard/inbox'>) {
  return <InboxFrame>{children}</InboxFrame>;
}
