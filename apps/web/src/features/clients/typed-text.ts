/** What stands in a field, and the stored value that it was typed over. */
export interface TypedText {
  text: string;
  base: string;
}

/** The field once another value is stored: what is being typed stays, and what nobody has touched follows. */
export function following(typed: TypedText, stored: string): TypedText {
  if (typed.base === stored) return typed;
  const isTouched = typed.text.trim() !== typed.base.trim();
  return { text: isTouched ? typed.text : stored, base: stored };
}

/** What is to be saved of it; null where there is nothing to save, as where blanks are all that was stored otherwise. */
export function changeOf({ text, base }: TypedText, isRequired: boolean): string | null {
  const trimmed = text.trim();
  return trimmed === base.trim() || (isRequired && trimmed === '') ? null : trimmed;
}
