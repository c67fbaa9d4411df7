import { useRef } from 'react';

/**
 * Does something once, however often it is asked for until it is done. A button is held back only with the next frame: whoever
 * presses it twice, on a slow machine, would make two.
 */
export function useOneAtATime<Input>(work: (input: Input) => Promise<unknown>): (input: Input) => void {
  const isUnderWay = useRef(false);
  return (input) => {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    const end = () => {
      isUnderWay.current = false;
    };
    work(input).then(end, end);
  };
}
