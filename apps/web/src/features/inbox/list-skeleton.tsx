import { Skeleton } from '@/components/ui/skeleton';

const rows = ['w-32', 'w-40', 'w-28', 'w-36', 'w-24', 'w-40', 'w-32'];

export function ListSkeleton() {
  return (
    <div className="grid gap-0.5">
      {rows.map((width, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a fixed drawing
        <div key={index} className="flex items-center gap-3 px-2.5 py-3">
          <Skeleton className="size-11 rounded-full" />
          <div className="grid grow gap-2">
            <Skeleton className={`h-3.5 ${width}`} />
            <Skeleton className="h-3 w-full" />
          </div>
        </div>
      ))}
    </div>
  );
}
