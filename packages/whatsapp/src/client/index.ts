export type { BrowserSettings } from './browser-options.ts';
export { guardUnhandledRejections, isFromLibrary } from './guard-unhandled-rejections.ts';
export * from './port.ts';
export { ownMemoryMb } from './process-memory.ts';
export { WhatsAppWebClient, type WhatsAppWebClientOptions } from './whatsapp-web-client.ts';
