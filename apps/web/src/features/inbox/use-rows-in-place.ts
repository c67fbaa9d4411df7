'use client';

import { useRef } from 'react';
import { keepInPlace } from './keep-in-place';

interface Shown<Row> {
  list: string | null;
  rows: readonly Row[];
}

/**
 * The rows with the open one where it stood, for as long as they are those of the same list; with null, the rows as they
 * are. What stood beside it in another list says nothing about this one.
 */
export function useRowsInPlace<Row extends { id: string }>(
  rows: readonly Row[],
  list: string | null,
  openId: string | undefined,
): readonly Row[] {
  const before = useRef<Shown<Row>>({ list: null, rows: [] });
  const isSame = list !== null && list === before.current.list;
  const shown = isSame ? keepInPlace(rows, before.current.rows, openId) : rows;
  before.current = { list, rows: shown };
  return shown;
}
