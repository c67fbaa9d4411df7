import { cn } from '@/components/class-names';
import { hueOf, initialsOf } from './avatar-text';

interface AvatarProps {
  name: string;
  imageUrl?: string | null;
  className?: string;
}

/** A person's picture; until it is there, and where there is none, the initials on a colour that stays theirs. */
export function Avatar({ name, imageUrl, className }: AvatarProps) {
  const style = { '--hue': hueOf(name) } as Record<string, string | number>;
  return (
    <span
      aria-hidden
      style={style}
      className={cn(
        'relative grid size-10 shrink-0 place-content-center overflow-hidden rounded-full bg-[oklch(0.9_0.05_var(--hue))] text-sm font-semibold text-[oklch(0.36_0.08_var(--hue))] dark:bg-[oklch(0.36_0.055_var(--hue))] dark:text-[oklch(0.92_0.05_var(--hue))]',
        className,
      )}
    >
      {initialsOf(name)}
      {imageUrl ? (
        // biome-ignore lint/performance/noImgElement: small pictures of our own server, already the right size
        <img src={imageUrl} alt="" loading="lazy" className="absolute inset-0 size-full object-cover" />
      ) : null}
    </span>
  );
}
