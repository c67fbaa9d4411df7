export { default } from './test/vitest-preset.ts';
