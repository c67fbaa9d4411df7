import type { AudienceInput } from '@soul-kg-crm/shared/contract';
import type { ClientStatus } from '@soul-kg-crm/shared/enums';
import { excessOf } from '@/components/too-long';

/** A broadcast that is being written. */
export interface Draft {
  chosenBy: 'filter' | 'hand';
  search: string;
  status: ClientStatus | null;
  tag: string;
  /** Names of the clients picked by hand, by their ids. */
  picked: ReadonlyMap<string, string>;
  content: string;
  name: string;
  /** Null: the default number. */
  channelId: string | null;
}

export const emptyDraft: Draft = {
  chosenBy: 'filter',
  search: '',
  status: null,
  tag: '',
  picked: new Map(),
  content: '',
  name: '',
  channelId: null,
};

/** Whom the draft is for, as the API takes it. */
export function audienceOf({ chosenBy, search, status, tag, picked }: Draft): AudienceInput {
  if (chosenBy === 'hand') return { clientIds: [...picked.keys()] };
  return {
    filter: {
      ...(search.trim() !== '' && { search: search.trim() }),
      ...(status !== null && { status }),
      ...(tag.trim() !== '' && { tag: tag.trim() }),
    },
  };
}

/** The number to write from, where it is not the default one. */
export function channelOf({ channelId }: Pick<Draft, 'channelId'>): { channelId?: string } {
  return channelId === null ? {} : { channelId };
}

/** Whether there is enough of it to look at. */
export function isReady({ chosenBy, picked, content }: Draft): boolean {
  return content.trim() !== '' && excessOf(content) === 0 && (chosenBy === 'filter' || picked.size > 0);
}
