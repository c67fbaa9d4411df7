export { describeWhatsAppClient } from './describe-whatsapp-client.ts';
export type * from './harness.ts';
export { Recorder } from './recorder.ts';
