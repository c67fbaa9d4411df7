'use client';

import { MAX_MEDIA_BYTES } from '@soul-kg-crm/shared/contract';
import { useTranslations } from 'next-intl';
import { useCallback, useMemo, useState } from 'react';
import { toastError } from '@/components/ui/toasts';
import { type ChosenFile, chosenFile } from './sending/chosen-file';

export interface Attachments {
  files: readonly ChosenFile[];
  add(files: readonly File[]): void;
  remove(key: string): void;
  /** Hands the files over to the sending. */
  take(): readonly ChosenFile[];
}

const MEBIBYTE = 1024 * 1024;

/** The files that go with the next answer. */
export function useAttachments(): Attachments {
  const t = useTranslations('conversation');
  const [files, setFiles] = useState<readonly ChosenFile[]>([]);
  const add = useCallback(
    (given: readonly File[]) => {
      const fitting = given.filter(({ size }) => size <= MAX_MEDIA_BYTES);
      if (fitting.length < given.length) toastError(t('tooLarge', { limit: MAX_MEDIA_BYTES / MEBIBYTE }));
      setFiles((before) => [...before, ...fitting.map(chosenFile)]);
    },
    [t],
  );
  const remove = useCallback((key: string) => {
    setFiles((before) => before.filter((file) => file.key !== key));
  }, []);
  return useMemo(
    () => ({
      files,
      add,
      remove,
      take: () => {
        setFiles([]);
        return files;
      },
    }),
    [files, add, remove],
  );
}
