import { Inbox, LayoutDashboard, type LucideIcon, MessageCircle, Users } from 'lucide-react';

export interface Destination {
  href: string;
  /** Key in the messages of the shell. */
  name: 'overview' | 'inbox' | 'clients' | 'whatsapp';
  Icon: LucideIcon;
}

/** Where one can go, in the order of use. */
export const destinations: readonly Destination[] = [
  { href: '/dashboard', name: 'overview', Icon: LayoutDashboard },
  { href: '/dashboard/inbox', name: 'inbox', Icon: Inbox },
  { href: '/dashboard/clients', name: 'clients', Icon: Users },
  { href: '/dashboard/settings/whatsapp', name: 'whatsapp', Icon: MessageCircle },
];

/** The overview only at its own address, the others also for what lies below them. */
export function isAt(pathname: string, href: string): boolean {
  return href === '/dashboard' ? pathname === href : pathname === href || pathname.startsWith(`${href}/`);
}
