import { createHash } from 'node:crypto';
import { type Database, DecryptionError, fencedScope, type Keyring } from '@soul-kg-crm/database';
import { LoginUnreadableError, type Ownership } from './session-store.ts';

/** So many generations of a login are kept. */
const KEPT = 3n;

const INFO = { generation: true, contentHash: true, keyId: true, size: true, createdAt: true } as const;

export interface ArchiveInfo {
  generation: bigint;
  contentHash: string;
  keyId: string;
  /** Bytes before encryption. */
  size: number;
  createdAt: Date;
}

/** The logins' copies in the database: encrypted, bound to their row, several generations of each. */
export class SessionArchives {
  readonly #database: Database;
  readonly #keyring: Keyring;

  constructor(database: Database, keyring: Keyring) {
    this.#database = database;
    this.#keyring = keyring;
  }

  /** By which new ones are encrypted. */
  get keyId(): string {
    return this.#keyring.keyId;
  }

  /** The newest one that WhatsApp has not refused, below a generation where one is named. */
  async newest(owner: Ownership, below?: bigint): Promise<ArchiveInfo | null> {
    const { channelId } = owner;
    return this.#scope(owner).db.whatsAppSessionArchive.findFirst({
      where: { channelId, rejectedAt: null, ...(below !== undefined && { generation: { lt: below } }) },
      orderBy: { generation: 'desc' },
      select: INFO,
    });
  }

  /** Its bytes as they were kept; throws LoginUnreadableError. */
  async read(owner: Ownership, generation: bigint): Promise<Buffer> {
    const { channelId } = owner;
    const row = await this.#scope(owner).db.whatsAppSessionArchive.findUniqueOrThrow({
      where: { channelId_generation: { channelId, generation } },
    });
    try {
      const archive = this.#keyring.decrypt(row, contextOf(channelId, generation));
      if (checksumOf(archive) === row.checksum) return archive;
    } catch (error) {
      if (!(error instanceof DecryptionError)) throw error;
      throw new LoginUnreadableError(error.message, { cause: error });
    }
    throw new LoginUnreadableError('The stored login is damaged');
  }

  /** Keeps a new generation and lets go of the oldest, together or not at all; throws LeaseLostError. */
  async add(owner: Ownership, archive: Uint8Array, contentHash: string): Promise<ArchiveInfo> {
    const { channelId, leaseGeneration } = owner;
    return fencedScope(this.#scope(owner), { channelId, generation: leaseGeneration }).transaction(
      async (tx) => {
        const archives = tx.db.whatsAppSessionArchive;
        const { _max: last } = await archives.aggregate({ where: { channelId }, _max: { generation: true } });
        const generation = (last.generation ?? 0n) + 1n;
        const added = await archives.create({
          data: {
            organizationId: owner.organizationId,
            channelId,
            generation,
            leaseGeneration,
            ...this.#keyring.encrypt(archive, contextOf(channelId, generation)),
            size: archive.length,
            checksum: checksumOf(archive),
            contentHash,
          },
          select: INFO,
        });
        await archives.deleteMany({ where: { channelId, generation: { lte: generation - KEPT } } });
        return added;
      },
    );
  }

  /** WhatsApp refused all there is: they stay, but nobody tries them again by himself. */
  async reject(owner: Ownership): Promise<void> {
    const { channelId, leaseGeneration } = owner;
    await fencedScope(this.#scope(owner), { channelId, generation: leaseGeneration }).transaction((tx) =>
      tx.db.whatsAppSessionArchive.updateMany({
        where: { channelId, rejectedAt: null },
        data: { rejectedAt: new Date() },
      }),
    );
  }

  /** Deletes all of them; true where WhatsApp had not refused one of them yet. */
  async remove(owner: Ownership): Promise<boolean> {
    const { channelId, leaseGeneration } = owner;
    return fencedScope(this.#scope(owner), { channelId, generation: leaseGeneration }).transaction(
      async (tx) => {
        const archives = tx.db.whatsAppSessionArchive;
        const good = await archives.count({ where: { channelId, rejectedAt: null } });
        await archives.deleteMany({ where: { channelId } });
        return good > 0;
      },
    );
  }

  #scope({ organizationId }: Ownership) {
    return this.#database.forOrganization(organizationId);
  }
}

const contextOf = (channelId: string, generation: bigint) => `whatsapp-session:${channelId}:${generation}`;
const checksumOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
