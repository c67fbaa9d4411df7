import { useEffect, useRef, useState } from 'react';
import { excessOf } from '@/components/too-long';
import {
  asking,
  changeOf,
  following,
  isOvertaken,
  leftAlone,
  stillUnsaved,
  type TypedText,
  untouched,
} from '@/components/typed-text';
import { useLeave } from './use-leave';

export interface SavedText {
  /** Which field of which client: what could not be saved when it was left stands there again. */
  keptAs: string;
  value: string;
  /** Whether it was taken; `from`: what it was written over, or over what of one's own that may have come by now. */
  onSave(value: string, from: string[]): Promise<boolean>;
  maxLength: number;
  isRequired?: boolean;
}

/** As long as the page lives. */
const unsaved = new Map<string, TypedText>();

/**
 * What is typed into a field that is saved when it is left, in whatever way. What a colleague stores meanwhile is not
 * replaced before somebody has seen it.
 */
export function useTypedText(field: SavedText) {
  const { keptAs, value, onSave, maxLength, isRequired = false } = field;
  const [kept] = useState(() => unsaved.get(keptAs));
  const [typed, setTyped] = useState(() => kept ?? untouched(value));
  const [refused, setRefused] = useState(() => kept?.text.trim() ?? null);
  const asked = useRef<string | null>(null);
  const followed =
    typed === kept ? (stillUnsaved(typed, value) ?? untouched(value)) : following(typed, value);
  if (followed !== typed) setTyped(followed);
  useEffect(() => {
    const left = unsaved.get(keptAs);
    // A lost answer: it was taken all the same.
    if (left && stillUnsaved(left, value) === null) unsaved.delete(keptAs);
  });
  const change = changeOf(followed, isRequired);
  const isTheirs = isOvertaken(followed, value);
  const replace = (next: TypedText) => {
    asked.current = null;
    unsaved.delete(keptAs);
    setTyped(next);
  };
  const ask = (from = followed) => {
    if (change === null || excessOf(change, maxLength) > 0 || change === asked.current) return;
    asked.current = change;
    setRefused(null);
    setTyped(asking(from, change));
    void onSave(change, [from.base, ...from.own]).then((isSaved) => {
      if (asked.current !== change) return;
      if (isSaved) {
        unsaved.delete(keptAs);
        return;
      }
      // Going on asks once more.
      asked.current = null;
      setRefused(change);
      unsaved.set(keptAs, asking(from, change));
    });
  };
  useLeave(() => ask());
  return {
    text: followed.text,
    setText: (text: string) => replace({ ...followed, text }),
    save: () => {
      if (change === null) setTyped(leftAlone(followed, value));
      else if (!isTheirs) ask();
    },
    /** Back to what is stored. */
    takeBack: () => replace(untouched(value)),
    /** Over what a colleague has stored. */
    saveAnyway: () => ask({ ...followed, base: value, own: [] }),
    isTheirs,
    isUnsaved: change !== null && change === refused && !isTheirs,
  };
}
