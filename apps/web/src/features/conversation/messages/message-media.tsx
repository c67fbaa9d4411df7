'use client';

import { Download, FileText, FileX2, LoaderCircle } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { cn } from '@/components/class-names';
import { toastError } from '@/components/ui/toasts';
import { frameOf } from './media-frame';
import { sizeText } from './size-text';
import type { ThreadMedia, ThreadMessage } from './thread-message';

const load = () => import('./lightbox').then((module) => module.Lightbox);
const Lightbox = dynamic(load, { ssr: false });

/** The file of a message, in the form that fits it. */
export function MessageMedia({ message }: { message: ThreadMessage }) {
  const t = useTranslations('conversation');
  const { media, kind, uploaded } = message;
  if (kind === 'UNSUPPORTED') return <p className="italic text-muted-foreground">{t('media.unsupported')}</p>;
  if (!media) return null;
  return (
    <div className="-mx-1.5 -mt-0.5 mb-1 grid grid-cols-[minmax(0,1fr)] gap-1">
      <Medium media={media} />
      {uploaded === null ? null : (
        <p className="px-1.5 text-xs tabular-nums text-muted-foreground">
          {t('uploading', { percent: Math.round(uploaded * 100) })}
        </p>
      )}
    </div>
  );
}

function Medium({ media }: { media: ThreadMedia }) {
  if (media.status !== 'READY' || media.url === null) return <Missing media={media} />;
  if (media.kind === 'IMAGE' || media.kind === 'STICKER') return <Picture media={media} url={media.url} />;
  if (media.kind === 'VIDEO') return <Film media={media} url={media.url} />;
  if (media.kind === 'AUDIO' || media.kind === 'VOICE') return <Sound media={media} url={media.url} />;
  return <Document media={media} url={media.url} />;
}

interface MediumProps {
  media: ThreadMedia;
  url: string;
}

function Picture({ media, url }: MediumProps) {
  const t = useTranslations('conversation.media');
  const [isOpen, setIsOpen] = useState(false);
  const frame = frameOf(media);
  return (
    <>
      <button
        type="button"
        aria-label={t('open', { name: media.fileName })}
        onClick={() => void load().then(() => setIsOpen(true), toastError)}
        style={frame}
        className="block max-w-full overflow-hidden rounded-xl bg-foreground/5"
      >
        {/* biome-ignore lint/performance/noImgElement: files of customers, served with their rights by our own API */}
        <img
          src={url}
          alt=""
          loading="lazy"
          decoding="async"
          className={cn('size-full', media.kind === 'STICKER' ? 'object-contain' : 'object-cover')}
        />
      </button>
      {isOpen ? <Lightbox url={url} name={media.fileName} onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}

function Film({ media, url }: MediumProps) {
  return (
    // biome-ignore lint/a11y/useMediaCaption: what customers film has no captions
    <video
      src={url}
      controls
      preload="metadata"
      aria-label={media.fileName}
      style={frameOf(media)}
      className="max-w-full rounded-xl bg-black"
    />
  );
}

function Sound({ media, url }: MediumProps) {
  const t = useTranslations('conversation.media');
  return (
    // biome-ignore lint/a11y/useMediaCaption: what customers say has no captions
    <audio
      src={url}
      controls
      preload="metadata"
      aria-label={media.kind === 'VOICE' ? t('voice') : media.fileName}
      className="h-11 w-72 max-w-full"
    />
  );
}

function Document({ media, url }: MediumProps) {
  const locale = useLocale();
  const t = useTranslations('conversation.media');
  return (
    <a
      href={url}
      download={media.fileName}
      className="flex w-72 max-w-full items-center gap-3 rounded-xl bg-foreground/5 p-3 transition-colors hover:bg-foreground/8"
    >
      <span className="grid size-10 shrink-0 place-content-center rounded-lg bg-primary text-primary-foreground">
        <FileText aria-hidden className="size-5" />
      </span>
      <span className="grid min-w-0 grow">
        <span className="truncate text-sm font-medium">{media.fileName}</span>
        <span className="text-xs text-muted-foreground">{sizeText(media.size, locale)}</span>
      </span>
      <Download
        role="img"
        aria-label={t('download')}
        aria-hidden={false}
        className="size-4 shrink-0 text-muted-foreground"
      />
    </a>
  );
}

/** What a file is called that cannot be shown. */
function nameOf(kind: ThreadMedia['kind']) {
  const isFile =
    kind === 'IMAGE' || kind === 'VIDEO' || kind === 'AUDIO' || kind === 'VOICE' || kind === 'STICKER';
  return isFile ? kind : 'DOCUMENT';
}

/** Not there yet, or not any more: said in a frame of the size that the file will have. */
function Missing({ media }: { media: ThreadMedia }) {
  const t = useTranslations('conversation.media');
  const isPending = media.status === 'PENDING';
  const isPicture = media.kind === 'IMAGE' || media.kind === 'VIDEO' || media.kind === 'STICKER';
  return (
    <div
      style={isPicture ? frameOf(media) : undefined}
      className="grid min-h-16 w-64 max-w-full place-content-center justify-items-center gap-1.5 rounded-xl bg-foreground/5 p-3 text-center text-sm text-muted-foreground"
    >
      {isPending ? (
        <LoaderCircle aria-hidden className="size-5 animate-spin" />
      ) : (
        <FileX2 aria-hidden className="size-5" />
      )}
      <p>{isPending ? t('pending') : t(`failed.${nameOf(media.kind)}`)}</p>
      {media.errorMessage && !isPending ? <p className="text-xs">{media.errorMessage}</p> : null}
    </div>
  );
}
