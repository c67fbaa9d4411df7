import { expect, test } from 'vitest';
import { pastedFiles } from '@/features/conversation/pasted-files';

/** What a paste holds; the browser's FileList is no more than this to whoever walks through it. */
function namesOf(types: string[]): string[] {
  const files = [new File(['…'], 'image.png')] as unknown as FileList;
  return pastedFiles({ files, types }).map(({ name }) => name);
}

test('a picture and a file are attached, the picture of what is a text is not', () => {
  expect(namesOf(['Files'])).toEqual(['image.png']);
  // A picture of a web page, and a file of the computer's.
  expect(namesOf(['text/html', 'Files'])).toEqual(['image.png']);
  expect(namesOf(['text/plain', 'Files'])).toEqual(['image.png']);
  // Cells of Excel, text of Word.
  expect(namesOf(['text/plain', 'text/html', 'text/rtf', 'Files'])).toEqual([]);
});
