import type { Scope } from '@soul-kg-crm/database';
import { parseWhatsAppChat } from '@soul-kg-crm/shared/whatsapp-id';
import { aliasesOf, chatIdOf } from '../inbound/provider-message-id.ts';

const CHUNK = 1_000;

/** How many of the messages with these provider ids are stored, under whichever id of its chat. */
export async function countStored(
  scope: Scope,
  channelId: string,
  providerMessageIds: string[],
): Promise<number> {
  let stored = 0;
  for (let at = 0; at < providerMessageIds.length; at += CHUNK) {
    const chunk = providerMessageIds.slice(at, at + CHUNK);
    const known = await storedOf(scope, channelId, chunk);
    const others = await aliasesByClient(
      scope,
      chunk.filter((id) => !known.has(id)),
    );
    const knownOthers = await storedOf(scope, channelId, [...others.keys()]);
    stored += known.size + new Set([...knownOthers].map((alias) => others.get(alias))).size;
  }
  return stored;
}

async function storedOf(scope: Scope, channelId: string, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await scope.db.message.findMany({
    where: { channelId, providerMessageId: { in: ids } },
    select: { providerMessageId: true },
  });
  return new Set(rows.flatMap(({ providerMessageId }) => providerMessageId ?? []));
}

/** What else the messages may be called, with the id that each stands for: by the other ids of the person whose chat it is. */
async function aliasesByClient(scope: Scope, providerMessageIds: string[]): Promise<Map<string, string>> {
  const aliases = new Map<string, string>();
  if (providerMessageIds.length === 0) return aliases;
  const values = [...new Set(providerMessageIds.map(identityOf).filter((value) => value !== null))];
  const named = await scope.db.clientIdentity.findMany({ where: { value: { in: values } } });
  const clientOf = new Map(named.map(({ value, clientId }) => [value, clientId]));
  const all = await scope.db.clientIdentity.findMany({
    where: { clientId: { in: [...new Set(clientOf.values())] }, kind: { in: ['PHONE', 'WHATSAPP_LID'] } },
  });
  for (const id of providerMessageIds) {
    const clientId = clientOf.get(identityOf(id) ?? '');
    for (const { kind, value } of all.filter((identity) => identity.clientId === clientId)) {
      const contact = kind === 'PHONE' ? { phone: value, lid: null } : { phone: null, lid: value };
      for (const alias of aliasesOf(id, contact)) if (alias !== id) aliases.set(alias, id);
    }
  }
  return aliases;
}

/** The phone or privacy id of the chat, as clients have it. */
function identityOf(providerMessageId: string): string | null {
  const chat = parseWhatsAppChat(chatIdOf(providerMessageId) ?? '');
  if (chat.kind === 'phone') return chat.phone;
  return chat.kind === 'lid' ? chat.lid : null;
}
