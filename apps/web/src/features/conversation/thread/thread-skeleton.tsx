import { Skeleton } from '@/components/ui/skeleton';

const bubbles = ['w-56', 'ml-auto w-72', 'w-40', 'w-64', 'ml-auto w-48'];

export function ThreadSkeleton() {
  return (
    <div className="grid gap-3">
      {bubbles.map((shape) => (
        <Skeleton key={shape} className={`h-12 rounded-2xl ${shape}`} />
      ))}
    </div>
  );
}
