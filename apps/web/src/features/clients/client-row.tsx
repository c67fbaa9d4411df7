'use client';

import type { ClientStatus } from '@soul-kg-crm/shared/enums';
import { useTranslations } from 'next-intl';
import { Avatar } from '@/components/ui/avatar';
import { Badge } from '@/components/ui/badge';

interface ClientRowProps {
  client: {
    id: string;
    name: string;
    phone: string | null;
    avatarUrl: string | null;
    status: ClientStatus;
    tags: readonly string[];
  };
  onOpen(): void;
}

export function ClientRow({ client, onOpen }: ClientRowProps) {
  const t = useTranslations('clients');
  return (
    <li>
      <button
        type="button"
        aria-haspopup="dialog"
        data-client={client.id}
        onClick={onOpen}
        className="flex w-full items-center gap-4 px-4 py-3 text-left transition-colors hover:bg-muted focus-visible:-outline-offset-2"
      >
        <Avatar name={client.name} imageUrl={client.avatarUrl} />
        <span className="grid min-w-0 grow">
          <span dir="auto" className="truncate text-left font-medium">
            {client.name}
          </span>
          <span className="truncate text-sm tabular-nums text-muted-foreground">
            {client.phone ?? t('hiddenPhone')}
          </span>
        </span>
        <span className="hidden min-w-0 max-w-1/2 gap-1.5 sm:flex">
          {client.tags.slice(0, 3).map((tag) => (
            <Badge key={tag} className="min-w-0">
              <span className="truncate">{tag}</span>
            </Badge>
          ))}
        </span>
        <Badge tone="accent" className="shrink-0">
          {t(`status.${client.status}`)}
        </Badge>
      </button>
    </li>
  );
}
