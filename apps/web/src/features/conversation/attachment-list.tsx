'use client';

import { FileText, X } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { goOnWriting } from './composer-field';
import { sizeText } from './messages/size-text';
import type { ChosenFile } from './sending/chosen-file';
import type { Attachments } from './use-attachments';

export function AttachmentList({ attachments }: { attachments: Attachments }) {
  if (attachments.files.length === 0) return null;
  return (
    <ul className="flex gap-2 overflow-x-auto p-0.5">
      {attachments.files.map((file) => (
        <Attachment key={file.key} chosen={file} onRemove={() => attachments.remove(file.key)} />
      ))}
    </ul>
  );
}

function Attachment({ chosen, onRemove }: { chosen: ChosenFile; onRemove: () => void }) {
  const locale = useLocale();
  const t = useTranslations('conversation');
  const { file, kind, previewUrl } = chosen;
  return (
    <li
      ref={goOnWriting}
      className="flex w-56 shrink-0 items-center gap-2.5 rounded-xl border bg-background p-2"
    >
      {kind === 'IMAGE' ? (
        // biome-ignore lint/performance/noImgElement: a file of this computer
        <img src={previewUrl} alt="" className="size-10 shrink-0 rounded-lg object-cover" />
      ) : (
        <span className="grid size-10 shrink-0 place-content-center rounded-lg bg-muted">
          <FileText aria-hidden className="size-5" />
        </span>
      )}
      <span className="grid min-w-0 grow text-sm">
        <span className="truncate font-medium">{file.name}</span>
        <span className="text-xs text-muted-foreground">{sizeText(file.size, locale)}</span>
      </span>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={t('removeFile', { name: file.name })}
        onClick={onRemove}
      >
        <X aria-hidden />
      </Button>
    </li>
  );
}
