import { expect, test } from 'vitest';
import { downloadMedia, jobCatalogue, processInbound, sendMessage } from '../src/catalogue.ts';

const id = '0199d9a0-0000-7000-8000-000000000001';
const other = '0199d9a0-0000-7000-8000-000000000002';

test('an announcement carries ids and nothing else', () => {
  const given = { organizationId: id, inboundEventIds: [other] as [string] };
  expect(processInbound.of({ ...given, ...{ content: 'secret' } })).toEqual({
    name: 'inbound.process',
    payload: given,
  });
  expect(() => processInbound.of({ organizationId: id, inboundEventIds: ['x'] })).toThrow();
});

test("a channel's jobs go on its own queues", () => {
  const payload = { organizationId: id, channelId: other, messageId: id };
  expect(sendMessage.queueName(payload)).toBe(`whatsapp-send-${other}`);
  expect(downloadMedia.queueName({ ...payload, mediaId: id })).toBe(`whatsapp-media-${other}`);
});

test('the relay finds a job by its name, and its schema decides about the payload', () => {
  expect([...jobCatalogue.keys()]).toEqual([
    'inbound.process',
    'client.enrich',
    'message.send',
    'media.download',
    'client.look-up',
    'broadcast.dispatch',
  ]);
  expect(() => jobCatalogue.get('message.send')?.queueName({ organizationId: id })).toThrow();
});
