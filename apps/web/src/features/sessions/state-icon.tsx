import { type ShownState, stateLooks } from './state-look';

/** Decoration: the state stands in words beside it. */
export function StateIcon({ state }: { state: ShownState }) {
  const { Icon, tone } = stateLooks[state];
  return (
    <span
      aria-hidden
      className={`grid size-12 shrink-0 place-content-center rounded-2xl [&_svg]:size-6 ${tone}`}
    >
      <Icon />
    </span>
  );
}
