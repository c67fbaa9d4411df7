import { expect, test } from 'vitest';
import { culturalContext } from '../src/index.ts';

test.each([
  ['+996555123456', null, { country: 'KG', timeZone: 'Asia/Bishkek', language: 'ru', greeting: 'formal' }],
  [
    '+996555123456',
    'ky',
    { country: 'KG', timeZone: 'Asia/Bishkek', language: 'ky', greeting: 'respectful' },
  ],
  ['+77012345678', 'kk', { country: 'KZ', timeZone: 'Asia/Almaty', language: 'kk', greeting: 'respectful' }],
  [
    '+998901234567',
    null,
    { country: 'UZ', timeZone: 'Asia/Tashkent', language: 'uz', greeting: 'respectful' },
  ],
  ['+79161234567', null, { country: 'RU', timeZone: 'Europe/Moscow', language: 'ru', greeting: 'formal' }],
  ['+12025550123', 'en', { country: 'US', timeZone: 'America/New_York', language: 'en', greeting: 'casual' }],
  ['+81312345678', 'en', { country: 'JP', timeZone: null, language: 'en', greeting: 'casual' }],
  [null, null, { country: null, timeZone: null, language: null, greeting: 'formal' }],
  ['not a number', 'ru', { country: null, timeZone: null, language: 'ru', greeting: 'formal' }],
] as const)('%s who writes %s', (phone, language, expected) => {
  expect(culturalContext(phone, language)).toEqual(expected);
});
