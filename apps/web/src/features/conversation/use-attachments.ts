'use client';

import { MAX_MEDIA_BYTES, type MessageModel } from '@soul-kg-crm/shared/contract';
import { useTranslations } from 'next-intl';
import { useCallback, useMemo, useState } from 'react';
import { toastError } from '@/components/ui/toasts';
import type { ChosenFile } from './sending/pending-messages';

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
      setFiles((before) => [...before, ...fitting.map(chosen)]);
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

function chosen(file: File): ChosenFile {
  return { key: crypto.randomUUID(), file, kind: kindOf(file.type), previewUrl: URL.createObjectURL(file) };
}

/** As WhatsApp shows it: what it cannot play goes as a document. */
function kindOf(mimeType: string): MessageModel['kind'] {
  if (/^image\/(jpeg|png|webp|gif)$/.test(mimeType)) return 'IMAGE';
  if (/^video\/(mp4|3gpp|webm|quicktime)$/.test(mimeType)) return 'VIDEO';
  return mimeType.startsWith('audio/') ? 'AUDIO' : 'DOCUMENT';
}
