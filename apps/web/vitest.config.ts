import path from 'node:path';
import { vitestPreset } from '@soul-kg-crm/tooling/vitest';

export default vitestPreset({ resolve: { alias: { '@': path.join(import.meta.dirname, 'src') } } });
