export { default } from '@soul-kg-crm/tooling/vitest';
