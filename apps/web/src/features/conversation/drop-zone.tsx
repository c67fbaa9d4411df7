'use client';

import { Paperclip } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type DragEvent, type ReactNode, useState } from 'react';
import { cn } from '@/components/class-names';

interface DropZoneProps {
  /** Null where nothing can be written, and so nothing attached. */
  onFiles: ((files: readonly File[]) => void) | null;
  /** Something lies over it: out of reach for keys and screen readers meanwhile. */
  isCovered: boolean;
  className: string;
  children: ReactNode;
}

/** Takes files that are dragged onto the conversation. The button of the composer does the same for the keyboard. */
export function DropZone({ onFiles, isCovered, className, children }: DropZoneProps) {
  const t = useTranslations('conversation');
  const [isOver, setIsOver] = useState(false);
  const hover = (event: DragEvent) => {
    if (!onFiles || !event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setIsOver(true);
  };
  const leave = (event: DragEvent) => {
    const isStillInside =
      event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget);
    if (!isStillInside) setIsOver(false);
  };
  const drop = (event: DragEvent) => {
    setIsOver(false);
    if (!onFiles || event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    onFiles([...event.dataTransfer.files]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a surface to drop on; the keyboard has the attach button
    <div
      inert={isCovered}
      className={cn('relative', className)}
      onDragOver={hover}
      onDragLeave={leave}
      onDrop={drop}
    >
      {children}
      {isOver && onFiles ? (
        <div className="pointer-events-none absolute inset-3 z-20 grid place-content-center justify-items-center gap-3 rounded-2xl border-2 border-dashed border-primary bg-accent/90 text-accent-foreground">
          <Paperclip aria-hidden className="size-8" />
          <p className="font-medium">{t('dropFiles')}</p>
        </div>
      ) : null}
    </div>
  );
}
