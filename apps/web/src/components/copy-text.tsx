'use client';

import { Check, Copy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { Button } from '@/components/ui/button';

interface CopyTextProps {
  label: string;
  text: string;
  /** What the button does, in full: there may be several on the page. */
  copy: string;
}

/** A text to be taken elsewhere, by a button or by hand. */
export function CopyText({ label, text, copy }: CopyTextProps) {
  const t = useTranslations('common.copy');
  const shown = useRef<HTMLElement>(null);
  const [taken, setTaken] = useState<'copied' | 'selected'>();
  const take = async () => {
    if (shown.current) window.getSelection()?.selectAllChildren(shown.current);
    setTaken((await write(text)) ? 'copied' : 'selected');
  };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
      <p className="text-sm font-medium">{label}</p>
      <div className="flex flex-wrap items-center gap-2">
        <code
          ref={shown}
          className="min-w-0 flex-1 basis-64 select-all break-all rounded-lg border bg-muted px-3 py-2 text-sm"
        >
          {text}
        </code>
        <Button variant="secondary" aria-label={copy} onClick={() => void take()}>
          {taken === 'copied' ? <Check aria-hidden /> : <Copy aria-hidden />}
          {taken === 'copied' ? t('copied') : t('button')}
        </Button>
      </div>
      <p role="status" className={taken === 'copied' ? 'sr-only' : 'text-sm text-muted-foreground'}>
        {taken ? t(taken) : null}
      </p>
    </div>
  );
}

/** Browsers lend the clipboard only to secure pages; elsewhere the text stands selected, to be copied by hand. */
async function write(text: string): Promise<boolean> {
  if (!window.isSecureContext) return false;
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  );
}
