/** What to do on the phone, in order. */
export function Steps({ title, steps }: { title: string; steps: readonly string[] }) {
  return (
    <div className="grid content-start gap-3">
      <h2 className="font-semibold">{title}</h2>
      <ol className="grid gap-3">
        {steps.map((step, index) => (
          <li key={step} className="flex gap-3">
            <span
              aria-hidden
              className="grid size-6 shrink-0 place-content-center rounded-full bg-muted text-xs font-semibold text-muted-foreground"
            >
              {index + 1}
            </span>
            <span>{step}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
