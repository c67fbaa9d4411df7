import { vitestPreset } from '@soul-kg-crm/tooling/vitest';

export default vitestPreset({ test: { testTimeout: 30_000 } });
