import { vitestPreset } from './test/vitest-preset.ts';

export default vitestPreset({ test: { include: ['{bootstrap,boundaries,deployment}/**/*.test.ts'] } });
