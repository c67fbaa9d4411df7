import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Card } from '@/components/ui/card';

interface LinkCardProps {
  href: string;
  icon: ReactNode;
  title: string;
  text: string;
  badge?: ReactNode;
}

/** The way to another page, all of it a link. */
export function LinkCard({ href, icon, title, text, badge }: LinkCardProps) {
  return (
    <Card className="relative flex items-center gap-4 transition-colors hover:bg-muted/50">
      <span aria-hidden className="shrink-0 text-muted-foreground [&_svg]:size-5">
        {icon}
      </span>
      <div className="grid min-w-0 flex-1 gap-1">
        <h2 className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
          <Link href={href} className="after:absolute after:inset-0 after:rounded-2xl">
            {title}
          </Link>
          {badge}
        </h2>
        <p className="text-sm text-muted-foreground">{text}</p>
      </div>
      <ChevronRight aria-hidden className="size-5 shrink-0 text-muted-foreground" />
    </Card>
  );
}
