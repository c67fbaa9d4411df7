/** What stands in a field. */
export interface TypedText {
  text: string;
  /** The stored value that it was typed over. */
  base: string;
  /** What was asked to be stored from here since then: no colleague's, if it comes. */
  own: readonly string[];
}

/** Only the last ones may still come. */
const MOST_OWN = 4;

/** The field before anything is typed. */
export function untouched(stored: string): TypedText {
  return { text: stored, base: stored, own: [] };
}

/** The field once another value is stored: what is being typed stays, and what nobody has touched follows. */
export function following(typed: TypedText, stored: string): TypedText {
  if (typed.base === stored) return typed;
  const place = typed.own.indexOf(stored);
  if (place !== -1) return { ...typed, base: stored, own: typed.own.slice(place + 1) };
  if (!isTouched(typed)) return untouched(stored);
  return typed.text.trim() === stored.trim() ? { ...typed, base: stored, own: [] } : typed;
}

/** A text that could not be saved, beside what is stored by now; null once it is stored after all. */
export function stillUnsaved(kept: TypedText, stored: string): TypedText | null {
  const followed = following(kept, stored);
  return isTouched(followed) ? followed : null;
}

/** Whether a colleague has stored something else since it was begun; asked of what follows the stored value. */
export function isOvertaken(typed: TypedText, stored: string): boolean {
  return typed.base !== stored && isTouched(typed);
}

/** The field once it was asked to be stored. */
export function asking(typed: TypedText, change: string): TypedText {
  return { ...typed, own: [...typed.own.filter((own) => own !== change), change].slice(-MOST_OWN) };
}

/**
 * What is to be saved of it; null where there is nothing to save, as where blanks are all that was stored otherwise. What
 * stands there again while something else was asked for is to be saved once more: the other may still come.
 */
export function changeOf(typed: TypedText, isRequired: boolean): string | null {
  const trimmed = typed.text.trim();
  if (isRequired && trimmed === '') return null;
  return isTouched(typed) || (typed.own.at(-1) ?? trimmed) !== trimmed ? trimmed : null;
}

/** The field that is left with nothing to save: as it is stored, or will be once what was asked for last has come. */
export function leftAlone({ base, own }: TypedText, stored: string): TypedText {
  const last = own.at(-1);
  return last === undefined ? untouched(stored) : { text: last, base, own };
}

function isTouched({ text, base }: TypedText): boolean {
  return text.trim() !== base.trim();
}
