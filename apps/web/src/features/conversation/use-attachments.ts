'use client';

import { MAX_MEDIA_BYTES } from '@soul-kg-crm/shared/contract';
import { useTranslations } from 'next-intl';
import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { toastError } from '@/components/ui/toasts';
import type { ChosenFile } from './sending/chosen-file';
import { chosenFiles } from './sending/chosen-files';

export interface Attachments {
  files: readonly ChosenFile[];
  add(files: readonly File[]): void;
  remove(key: string): void;
  /** Hands the files over to the sending. */
  take(): readonly ChosenFile[];
}

const MEBIBYTE = 1024 * 1024;

/** The files that go with the next answer; they wait for whoever went to another conversation meanwhile. */
export function useAttachments(conversationId: string): Attachments {
  const t = useTranslations('conversation');
  const read = () => chosenFiles.of(conversationId);
  const files = useSyncExternalStore(chosenFiles.subscribe, read, read);
  const add = useCallback(
    (given: readonly File[]) => {
      const isTooLarge = ({ size }: File) => size > MAX_MEDIA_BYTES;
      const empty = given.find(({ size }) => size === 0);
      if (given.some(isTooLarge)) toastError(t('tooLarge', { limit: MAX_MEDIA_BYTES / MEBIBYTE }));
      if (empty) toastError(t('emptyFile', { name: empty.name }));
      chosenFiles.add(
        conversationId,
        given.filter((file) => file.size > 0 && !isTooLarge(file)),
      );
    },
    [conversationId, t],
  );
  return useMemo(
    () => ({
      files,
      add,
      remove: (key) => chosenFiles.remove(conversationId, key),
      take: () => chosenFiles.take(conversationId),
    }),
    [files, add, conversationId],
  );
}
