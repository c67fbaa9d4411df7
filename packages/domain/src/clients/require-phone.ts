import { parsePhone } from '@soul-kg-crm/shared/phone';
import { Problem } from '@soul-kg-crm/shared/problems';

/** The international form of a number as a person writes it; throws INVALID_PHONE with what is wrong with it. */
export function requirePhone(input: string): string {
  const number = parsePhone(input);
  if (!number.ok) throw new Problem('INVALID_PHONE', { phone: input, reason: number.reason });
  return number.phone;
}
