'use client';

import { Archive, CheckCheck, Handshake, MessagesSquare, SearchX, Smartphone } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { EmptyState } from '@/components/empty-state';

const icons = {
  all: MessagesSquare,
  unread: CheckCheck,
  waiting: Handshake,
  closed: Archive,
  number: Smartphone,
  search: SearchX,
} as const;

export function InboxEmpty({ kind }: { kind: keyof typeof icons }) {
  const t = useTranslations('inbox.empty');
  const Icon = icons[kind];
  return <EmptyState className="py-16" icon={<Icon />} title={t(`${kind}.title`)} text={t(`${kind}.text`)} />;
}
