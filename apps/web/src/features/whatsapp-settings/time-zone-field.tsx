'use client';

import { type ComponentProps, useMemo } from 'react';
import { SelectField } from '@/components/ui/select-field';
import { useIsHydrated } from '@/components/use-is-hydrated';
import { timeZonesFor } from './time-zones';

/** One of the time zones that the browser knows, its own first. */
export function TimeZoneField(field: Omit<ComponentProps<typeof SelectField>, 'options'>) {
  const { value } = field;
  // The server knows other ones, and not where the browser stands.
  const isHydrated = useIsHydrated();
  const zones = useMemo(() => (isHydrated ? timeZonesFor(value) : [value]), [isHydrated, value]);
  return <SelectField {...field} options={zones.map((zone) => ({ value: zone, label: zone }))} />;
}
