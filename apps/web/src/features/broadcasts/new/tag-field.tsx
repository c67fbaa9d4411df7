'use client';

import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'next-intl';
import { api } from '@/api/client';
import { SelectField } from '@/components/ui/select-field';

/** One of the tags that the organisation's clients have, or any; one of the draft's that nobody has any more stays. */
export function TagField({ tag, onChange }: { tag: string; onChange(tag: string): void }) {
  const t = useTranslations('broadcasts.audience');
  const format = useFormatter();
  const { data } = useQuery(api.clients.listTags.queryOptions({ staleTime: 0 }));
  const items = data?.items ?? [];
  const isGone = tag !== '' && !items.some((one) => one.tag === tag);
  return (
    <SelectField
      label={t('tag')}
      value={tag}
      options={[
        { value: '', label: t('anyTag') },
        ...(isGone ? [{ value: tag, label: tag }] : []),
        ...items.map((one) => ({ value: one.tag, label: `${one.tag} (${format.number(one.count)})` })),
      ]}
      onChange={onChange}
    />
  );
}
