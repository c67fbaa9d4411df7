import { TriangleAlert } from 'lucide-react';
import Link from 'next/link';

interface NumberWarningProps {
  text: string;
  href: string;
  action: string;
}

/** Why nothing leaves, and the way to where that is put right. */
export function NumberWarning({ text, href, action }: NumberWarningProps) {
  return (
    <p role="status" className="flex items-start gap-2.5 rounded-xl bg-warning p-4 text-warning-foreground">
      <TriangleAlert aria-hidden className="mt-1 size-4 shrink-0" />
      <span>
        {text}{' '}
        <Link href={href} className="font-medium underline underline-offset-4">
          {action}
        </Link>
      </span>
    </p>
  );
}
