import { describeWhatsAppClient } from '../src/testing/index.ts';
import { sandboxHarness } from './sandbox-harness.ts';

describeWhatsAppClient('whatsapp-web.js on the sandbox', sandboxHarness, ['sessions']);
