/** Under which name the page keeps the button that was pressed last, and the mark of those for which it does. */
export const PRESSED_EARLY = '__pressedEarly';
export const PRESSED_EARLY_MARK = 'data-pressed-early';

const script = `addEventListener('click',(e)=>{window.${PRESSED_EARLY}=e.target.closest?.('[${PRESSED_EARLY_MARK}]')},true)`;

/** Stands before everything else: notes what is pressed before the page's program is there to hear of it. */
export function PressedEarlyScript({ nonce }: { nonce: string | undefined }) {
  return (
    <script
      nonce={nonce}
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: a text of ours, without anything of anybody's in it
      dangerouslySetInnerHTML={{ __html: script }}
    />
  );
}
