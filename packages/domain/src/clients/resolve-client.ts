import type { Client, ClientIdentityKind, ScopedTransaction } from '@soul-kg-crm/database';
import { newId } from '@soul-kg-crm/shared/ids';
import { announce } from '../realtime/announce.ts';
import { areKnownApart } from './known-apart.ts';
import { isNameless } from './learn-about-client.ts';
import { mergeClients } from './merge-clients.ts';
import { otherPrivacyId, passPhoneOn } from './pass-phone-on.ts';

/** A person as a channel knows them; at least one of phone and lid is there. */
export interface Person {
  /** +996555123456 */
  phone: string | null;
  /** 123456789@lid */
  lid: string | null;
  /** The name they gave themselves. */
  name: string | null;
}

interface Identity {
  kind: ClientIdentityKind;
  value: string;
}

/** Whether the name that was told is no longer the newest. */
type IsOutdated = (clientId: string) => Promise<boolean>;

/**
 * The client behind a person: found by phone or privacy id, made when new, and with both ids kept from then on. Where
 * the two ids were known as two clients, they turn out to be one and are merged, unless the number has only gone to
 * somebody else. A client takes the name that was told, and a new number, unless they are outdated by now.
 */
export async function resolveClient(
  tx: ScopedTransaction,
  person: Person,
  isOutdated: IsOutdated = async () => false,
): Promise<Client> {
  const identities = identitiesOf(person);
  const known = await findOwners(tx, identities);
  const [only] = known;
  if (only && isComplete(only, known, identities)) return refresh(tx, only.client, person, { isOutdated });
  // Rare from here on: a new person, or a new id of a known one. One at a time, so that two events make one client.
  await tx.lock('clients');
  return settleIdentities(tx, person, identities, isOutdated);
}

type Owner = Awaited<ReturnType<typeof findOwners>>[number];

function isComplete(first: Owner, all: Owner[], identities: Identity[]): boolean {
  return all.length === identities.length && all.every((owner) => owner.clientId === first.clientId);
}

async function settleIdentities(
  tx: ScopedTransaction,
  person: Person,
  identities: Identity[],
  isOutdated: IsOutdated,
): Promise<Client> {
  const owners = await findOwners(tx, identities);
  const byPhone = owners.find((owner) => owner.kind === 'PHONE')?.client;
  const byLid = owners.find((owner) => owner.kind === 'WHATSAPP_LID')?.client;
  const lidBefore = byPhone && (await otherPrivacyId(tx, byPhone.id, person.lid));
  if (byPhone && lidBefore) {
    // What is read of former days says nothing of whose the number is now.
    const isPassedOn = !(await isOutdated(byPhone.id));
    const client = byLid ?? (await createClient(tx, { ...person, phone: isPassedOn ? person.phone : null }));
    if (isPassedOn && person.phone) {
      await passPhoneOn(tx, { from: byPhone, fromLid: lidBefore, to: client, phone: person.phone });
    }
    await addIdentities(tx, client.id, identities);
    const told = isPassedOn ? person : { ...person, phone: null };
    return refresh(tx, client, told, { isOutdated, hasNewPhone: true });
  }
  if (byPhone && byLid && byPhone.id !== byLid.id) {
    // A number can go to somebody else, a privacy id cannot: who is known to be another is the one who holds that.
    if (await areKnownApart(tx, byPhone.id, byLid.id)) return byLid;
    // Anew, with what a colleague wrote about either of them.
    return refresh(tx, await mergeClients(tx, byLid, byPhone), person, { isOutdated });
  }
  const client = byPhone ?? byLid ?? (await createClient(tx, person));
  await addIdentities(tx, client.id, identities);
  return refresh(tx, client, person, { isOutdated, hasNewPhone: !byPhone });
}

function findOwners(tx: ScopedTransaction, identities: Identity[]) {
  return tx.db.clientIdentity.findMany({
    where: { OR: identities.map(({ kind, value }) => ({ kind, value })) },
    include: { client: true },
  });
}

function identitiesOf({ phone, lid }: Person): Identity[] {
  const identities: Identity[] = [];
  if (phone) identities.push({ kind: 'PHONE', value: phone });
  if (lid) identities.push({ kind: 'WHATSAPP_LID', value: lid });
  return identities;
}

async function createClient(tx: ScopedTransaction, person: Person): Promise<Client> {
  const { phone } = person;
  return tx.db.client.create({ data: { id: newId(), name: person.name ?? fallbackName(person), phone } });
}

async function addIdentities(tx: ScopedTransaction, clientId: string, identities: Identity[]): Promise<void> {
  await tx.db.clientIdentity.createMany({
    data: identities.map((identity) => ({ id: newId(), clientId, ...identity })),
    skipDuplicates: true,
  });
}

/** Fills in what was not known before: the phone, another one, and the name unless a colleague typed one. */
async function refresh(
  tx: ScopedTransaction,
  client: Client,
  person: Person,
  { isOutdated, hasNewPhone = false }: { isOutdated: IsOutdated; hasNewPhone?: boolean },
): Promise<Client> {
  const name = newName(client, person);
  const phone = hasNewPhone || !client.phone ? person.phone : null;
  const isOtherPhone = phone !== null && phone !== client.phone;
  const isOld = (name !== null || (isOtherPhone && client.phone)) && (await isOutdated(client.id));
  const data = {
    ...(isOtherPhone && !(client.phone && isOld) && { phone }),
    // A name that is told late is better than none.
    ...(name !== null && (!isOld || isNameless(client)) && { name }),
  };
  if (Object.keys(data).length === 0) return client;
  await announce(tx, { kind: 'client.updated', clientId: client.id });
  return tx.db.client.update({ where: { id: client.id }, data });
}

function newName(client: Client, person: Person): string | null {
  if (client.nameIsManual) return null;
  if (person.name && person.name !== client.name) return person.name;
  const wasNameless = client.phone === null && client.name === fallbackName({ ...person, phone: null });
  return wasNameless && !person.name ? person.phone : null;
}

/** What a client is called who gave no name: the number, or the end of the privacy id. */
function fallbackName({ phone, lid }: Person): string {
  return phone ?? `WhatsApp ${lid?.replace(/\D/g, '').slice(-4) ?? ''}`.trim();
}
