'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { loadPart } from '@/components/load-part';
import { Skeleton } from '@/components/ui/skeleton';

interface Drawing {
  text: string;
  size: number;
  path: string;
}

/** Draws the code from its text, in this browser. Always dark on white: phones read nothing else reliably. */
export function QrImage({ text }: { text: string | null }) {
  const t = useTranslations('whatsapp');
  const [drawing, setDrawing] = useState<Drawing | null>(null);
  useEffect(() => {
    if (text === null) return;
    return loadPart({
      load: () => import('./draw-qr'),
      onLoaded: ({ drawQr }) => setDrawing({ text, ...drawQr(text) }),
    });
  }, [text]);
  if (text === null || drawing === null) return <Skeleton className="size-64 rounded-2xl sm:size-72" />;
  return (
    <svg
      role="img"
      aria-label={t('qrCode')}
      viewBox={`-4 -4 ${drawing.size + 8} ${drawing.size + 8}`}
      shapeRendering="crispEdges"
      className="size-64 rounded-2xl border bg-white sm:size-72"
    >
      <path d={drawing.path} fill="#0b1416" />
    </svg>
  );
}
