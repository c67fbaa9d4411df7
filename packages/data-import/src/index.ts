export { type BestName, bestName, type NameSources } from './best-name.ts';
export { type CulturalContext, culturalContext } from './cultural-context.ts';
export { type DetectedLanguage, detectLanguage, type LanguageCode } from './detect-language.ts';
