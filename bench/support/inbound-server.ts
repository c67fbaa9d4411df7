import { createHmac, timingSafeEqual } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { frontDoor } from '@soul-kg-crm/api/front-door';
import { createDatabase } from '@soul-kg-crm/database';
import {
  type ChannelEvent,
  groupedWrites,
  type ReceivedMessage,
  storeInboundEvents,
} from '@soul-kg-crm/domain';
import express from 'express';
import { pino } from 'pino';
import * as z from 'zod';

// A webhook behind the API's own front door, started by bench/inbound.ts: /verify checks the signature and parses, /store also
// stores and answers after the commit. Prints `listening PORT`; `GET /statements` tells how many there were.

const { DATABASE_URL = '', ORGANIZATION_ID = '', CHANNEL_ID = '', SECRET = '' } = process.env;
const database = createDatabase({ url: DATABASE_URL, maxConnections: 4 });
const scope = database.forOrganization(ORGANIZATION_ID);
let statements = 0;
const writes = groupedWrites<ChannelEvent>(
  async (group) => {
    statements += 1;
    await storeInboundEvents(scope, CHANNEL_ID, group);
  },
  { most: 200, atOnce: 2, least: 20 },
);

const app = frontDoor({
  log: pino({ level: 'info' }),
  publicUrl: 'https://crm.example',
  trustedOrigins: ['https://crm.example'],
  trustProxy: 'loopback',
});
const body = express.raw({ type: 'application/json', limit: '100kb' });
app.post('/verify', body, (req, res) => {
  messageOf(req.body, req.get('x-signature'));
  res.sendStatus(200);
});
app.post('/store', body, async (req, res) => {
  await writes.add({ kind: 'message', message: messageOf(req.body, req.get('x-signature')) });
  res.sendStatus(200);
});
app.get('/statements', (_req, res) => {
  res.json({ statements });
});
const server = app.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  console.log(`listening ${port}`);
});

/** As Meta's servers call: https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/payload-examples */
const notification = z.object({
  object: z.literal('whatsapp_business_account'),
  entry: z.tuple([
    z.object({
      id: z.string(),
      changes: z.tuple([
        z.object({
          field: z.literal('messages'),
          value: z.object({
            messaging_product: z.literal('whatsapp'),
            metadata: z.object({ display_phone_number: z.string(), phone_number_id: z.string() }),
            contacts: z.tuple([z.object({ profile: z.object({ name: z.string() }), wa_id: z.string() })]),
            messages: z.tuple([
              z.object({
                from: z.string().regex(/^\d{7,15}$/),
                id: z.string().min(1),
                timestamp: z.string().regex(/^\d+$/),
                type: z.literal('text'),
                text: z.object({ body: z.string() }),
              }),
            ]),
          }),
        }),
      ]),
    }),
  ]),
});

function messageOf(body: unknown, signature = ''): ReceivedMessage {
  if (!Buffer.isBuffer(body)) throw new Error('no body');
  const expected = createHmac('sha256', SECRET).update(body).digest();
  if (!timingSafeEqual(expected, Buffer.from(signature, 'hex'))) throw new Error('a wrong signature');
  const { value } = notification.parse(JSON.parse(body.toString('utf8'))).entry[0].changes[0];
  const [message] = value.messages;
  const chatId = `${message.from}@c.us`;
  return {
    providerMessageId: `false_${chatId}_${message.id}`,
    isFromMe: false,
    chatId,
    contact: { phone: `+${message.from}`, lid: null, name: value.contacts[0].profile.name },
    kind: 'TEXT',
    content: message.text.body,
    sentAtMs: Number(message.timestamp) * 1_000,
    quotedProviderMessageId: null,
    media: null,
    ack: null,
  };
}
