import { culturalContext, detectLanguage, type LanguageCode } from '@soul-kg-crm/data-import';
import type { AgentClient } from '@soul-kg-crm/domain';
import * as z from 'zod';

export type CustomerFacts = Pick<AgentClient, 'language' | 'country' | 'timeZone' | 'manner'>;

const languageCode = z.enum(['ru', 'en', 'ky', 'kk', 'uz'] satisfies LanguageCode[]);

/** What number and words tell of a customer: first the language, then where they are and how to speak to them. */
export function customerFacts(
  { phone, language }: { phone: string | null; language: string | null },
  text: string,
): CustomerFacts {
  const known = languageCode.safeParse(language).data;
  const spoken = known ?? detectLanguage(text).language;
  const { greeting: manner, ...context } = culturalContext(phone, spoken);
  return { ...context, manner, language: language ?? context.language };
}
