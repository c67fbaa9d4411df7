import { createHash } from 'node:crypto';
import { type Database, DecryptionError, fencedScope, type Keyring } from '@soul-kg-crm/database';
import { wasLoggedOutSince } from '@soul-kg-crm/domain';
import { LoginOfOtherServerError, LoginUnreadableError, type Ownership } from './session-store.ts';

/** So many generations of a login are kept. */
const KEPT = 3n;

/** What stands in a row for WhatsApp's own servers, where there is no stand-in. */
const REAL_SERVER = 'whatsapp';

const INFO = {
  ...{ generation: true, contentHash: true, keyId: true, server: true },
  ...{ size: true, createdAt: true },
} as const;

export interface ArchiveInfo {
  generation: bigint;
  contentHash: string;
  keyId: string;
  /** Whose servers know it; null: nobody noted it. */
  server: string | null;
  /** Bytes before encryption. */
  size: number;
  createdAt: Date;
}

/** The logins' copies in the database: encrypted, bound to their row, several generations of each. */
export class SessionArchives {
  readonly #database: Database;
  readonly #keyring: Keyring;
  /** Whose logins these are: another server would refuse them, and the real ones would be taken for lost. */
  readonly #server: string;

  /** `standin`: the host:port that takes web.whatsapp.com's place, null for the real one. */
  constructor(database: Database, keyring: Keyring, standin: string | null) {
    this.#database = database;
    this.#keyring = keyring;
    this.#server = standin ?? REAL_SERVER;
  }

  /** Whether it is encrypted by the key, and names the server, that a new one would. */
  isUpToDate({ keyId, server }: Pick<ArchiveInfo, 'keyId' | 'server'>): boolean {
    return keyId === this.#keyring.keyId && server === this.#server;
  }

  /**
   * The newest one that WhatsApp has not refused, below a generation where one is named; throws LoginOfOtherServerError
   * where another server's would be next.
   */
  async newest(owner: Ownership, below?: bigint): Promise<ArchiveInfo | null> {
    const { channelId } = owner;
    const newest = await this.#scope(owner).db.whatsAppSessionArchive.findFirst({
      where: { channelId, rejectedAt: null, ...(below !== undefined && { generation: { lt: below } }) },
      orderBy: { generation: 'desc' },
      select: INFO,
    });
    if (newest && this.#isForeign(newest.server))
      throw new LoginOfOtherServerError(nameOf(newest.server), nameOf(this.#server));
    return newest;
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
    return this.#fenced(owner).transaction(async (tx) => {
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
          server: this.#server,
        },
        select: INFO,
      });
      await archives.deleteMany({ where: { channelId, generation: { lte: generation - KEPT } } });
      return added;
    });
  }

  /** WhatsApp refused all there is: they stay, but nobody tries them again by himself. */
  async reject(owner: Ownership): Promise<void> {
    const { channelId } = owner;
    await this.#fenced(owner).transaction((tx) =>
      tx.db.whatsAppSessionArchive.updateMany({
        where: { channelId, rejectedAt: null },
        data: { rejectedAt: new Date() },
      }),
    );
  }

  /** Deletes all of them. */
  async remove(owner: Ownership): Promise<void> {
    const { channelId } = owner;
    await this.#fenced(owner).transaction((tx) =>
      tx.db.whatsAppSessionArchive.deleteMany({ where: { channelId } }),
    );
  }

  /** Whether the channel was logged out after a login of it was kept at that time. */
  wasLoggedOutSince(owner: Ownership, keptAt: Date): Promise<boolean> {
    return wasLoggedOutSince(this.#scope(owner), owner.channelId, keptAt);
  }

  /** Throws LeaseLostError. */
  async requireLease(owner: Ownership): Promise<void> {
    await this.#fenced(owner).transaction(async () => {});
  }

  /** A stand-in is a trial, whichever it is and at whatever port. */
  #isForeign(server: string | null): boolean {
    return server !== null && (server === REAL_SERVER) !== (this.#server === REAL_SERVER);
  }

  #fenced(owner: Ownership) {
    const { channelId, leaseGeneration: generation } = owner;
    return fencedScope(this.#scope(owner), { channelId, generation });
  }

  #scope({ organizationId }: Ownership) {
    return this.#database.forOrganization(organizationId);
  }
}

const nameOf = (server: string | null) =>
  server === REAL_SERVER ? 'WhatsApp itself' : `the stand-in ${server}`;
const contextOf = (channelId: string, generation: bigint) => `whatsapp-session:${channelId}:${generation}`;
const checksumOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
