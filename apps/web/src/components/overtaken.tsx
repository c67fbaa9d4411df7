import { TriangleAlert } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import { Button } from '@/components/ui/button';

interface OvertakenProps {
  texts: Record<'title' | 'text' | 'keepOwn' | 'take', string>;
  onTake(): void;
  onKeepOwn(): void;
  ref?: Ref<HTMLElement>;
  /** What the colleague has stored. */
  children: ReactNode;
}

/** A colleague has changed something while somebody else was at it: theirs to look at, and which of both is to stay. */
export function Overtaken({ texts, onTake, onKeepOwn, ref, children }: OvertakenProps) {
  return (
    <section
      ref={ref}
      aria-label={texts.title}
      className="grid grid-cols-[minmax(0,1fr)] gap-3 rounded-xl bg-warning p-4 text-sm text-warning-foreground"
    >
      <p role="status" className="flex items-start gap-2.5">
        <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
        <span>
          <span className="block font-medium">{texts.title}</span>
          {texts.text}
        </span>
      </p>
      {children}
      <div className="flex flex-wrap gap-2">
        <Button type="button" variant="secondary" size="sm" onClick={onKeepOwn}>
          {texts.keepOwn}
        </Button>
        <Button type="button" variant="secondary" size="sm" onClick={onTake}>
          {texts.take}
        </Button>
      </div>
    </section>
  );
}
