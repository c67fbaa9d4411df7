import type { ReactNode } from 'react';

interface PageHeaderProps {
  title: string;
  text?: ReactNode;
  actions?: ReactNode;
}

export function PageHeader({ title, text, actions }: PageHeaderProps) {
  return (
    <header className="flex flex-wrap items-end justify-between gap-4">
      <div className="grid gap-1">
        <h1 className="wrap-anywhere text-2xl font-semibold tracking-tight">{title}</h1>
        {text ? <p className="wrap-anywhere text-muted-foreground">{text}</p> : null}
      </div>
      {actions}
    </header>
  );
}
