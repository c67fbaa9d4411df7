import {
  type InvalidateOptions,
  type InvalidateQueryFilters,
  type Query,
  QueryClient,
  type QueryKey,
} from '@tanstack/react-query';
import { ended } from '@/realtime/refetch';

/** Asks for a list anew only once its next page, where that is under way, has come: broken off, it would not come at all. */
export class PatientQueryClient extends QueryClient {
  override async invalidateQueries<Key extends QueryKey = QueryKey>(
    filters: InvalidateQueryFilters<Key> = {},
    options?: InvalidateOptions,
  ): Promise<void> {
    const growing = this.getQueryCache().findAll(filters).filter(isGrowing);
    const keys = new Set(growing.map(({ queryHash }) => queryHash));
    const { predicate = () => true, ...rest } = filters;
    const others = { ...rest, predicate: (query: Query) => !keys.has(query.queryHash) && predicate(query) };
    const later = async (query: Query) => {
      await ended(query);
      const itself = { queryKey: query.queryKey, exact: true };
      await super.invalidateQueries({ ...itself, refetchType: filters.refetchType }, options);
    };
    await Promise.all([super.invalidateQueries(others, options), ...growing.map(later)]);
  }
}

function isGrowing({ state }: Query): boolean {
  return state.fetchStatus === 'fetching' && state.fetchMeta?.fetchMore !== undefined;
}
