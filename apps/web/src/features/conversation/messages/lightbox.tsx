'use client';

import { Dialog as Base } from '@base-ui/react/dialog';
import { Download, X } from 'lucide-react';
import { useTranslations } from 'next-intl';

const control =
  'grid size-10 place-content-center rounded-full bg-black/50 text-white transition-colors hover:bg-black/75 [&_svg]:size-5';

/** A picture as large as the screen allows. */
export function Lightbox({ url, name, onClose }: { url: string; name: string; onClose: () => void }) {
  const t = useTranslations('conversation.media');
  const common = useTranslations('common');
  return (
    <Base.Root open onOpenChange={(isOpen: boolean) => (isOpen ? undefined : onClose())}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-50 bg-black/85" />
        <Base.Popup className="fixed inset-0 z-50 grid place-content-center p-4" onClick={onClose}>
          <Base.Title className="sr-only">{name}</Base.Title>
          {/* biome-ignore lint/performance/noImgElement: shown in its full size */}
          <img
            src={url}
            alt={name}
            className="max-h-[calc(100dvh-2rem)] max-w-full rounded-lg object-contain"
          />
          <div className="fixed right-4 top-4 flex gap-2">
            <a href={url} download={name} aria-label={t('download')} className={control}>
              <Download aria-hidden />
            </a>
            <Base.Close aria-label={common('close')} className={control}>
              <X aria-hidden />
            </Base.Close>
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
