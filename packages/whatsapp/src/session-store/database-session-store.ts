import { mkdir, rm, stat } from 'node:fs/promises';
import { removeBrowserLocks } from '../client/browser-process.ts';
import { killStrayBrowsers } from '../client/stray-browsers.ts';
import type { Log } from '../log.ts';
import { packLogin, replaceProfile, unpackLogin } from './archive.ts';
import type { WhatsAppClientConfig } from './client-config.ts';
import { DatabaseAuth } from './database-auth.ts';
import { profileFolder } from './local-session-store.ts';
import { hashOf, namesAccount, readLoginFiles } from './login-files.ts';
import { type LoginOrigin, readOrigin, writeOrigin } from './login-origin.ts';
import type { ArchiveInfo, SessionArchives } from './session-archives.ts';
import {
  LoginUnreadableError,
  type Ownership,
  type PreparedSession,
  type SaveOptions,
  type SaveResult,
  type SessionStore,
} from './session-store.ts';

/** Before anything older: the profile on this machine's disk. */
type Source = 'disk' | bigint;

const SAVE_TIMEOUT_MS = 60_000;

/**
 * Keeps logins in the database, where any worker finds them. The profile on this machine's disk is a copy that is used
 * only while it is certain to be the newest: made of the newest archive, and run by nobody else in between.
 */
export class DatabaseSessionStore implements SessionStore {
  readonly #archives: SessionArchives;
  readonly #log: Log;
  /** What the run under way was made of. */
  readonly #sources = new Map<string, Source>();
  /** The newest copy of a login, as far as it may have to be made anew although nothing has changed. */
  readonly #newest = new Map<string, Pick<ArchiveInfo, 'keyId' | 'server'>>();
  /** A login's saves take turns. */
  readonly #saves = new Map<string, Promise<unknown>>();

  constructor(archives: SessionArchives, log: Log) {
    this.#archives = archives;
    this.#log = log;
  }

  async prepare(config: WhatsAppClientConfig, owner: Ownership): Promise<PreparedSession> {
    await this.#archives.requireLease(owner);
    const profile = profileFolder(config);
    // Of a worker that died here, or was frozen while somebody else took the channel; not of who took it from us.
    await killStrayBrowsers(profile);
    await removeBrowserLocks(profile);
    const newest = await this.#archives.newest(owner);
    if (newest) this.#newest.set(config.clientId, newest);
    const disk = await this.#diskOf(config, owner, newest);
    if (newest && disk === 'older') return this.#restoreFrom(config, owner, newest);
    if (disk === 'older') await removeProfile(config);
    const { contentHash = null, archivedAt = null } = (await readOrigin(config)) ?? {};
    await writeOrigin(config, {
      archive: newest?.generation ?? 0n,
      lease: owner.leaseGeneration,
      // What the database does not have is saved although it has not changed since.
      contentHash: disk === 'newest' ? contentHash : null,
      archivedAt: newest ? archivedAt : null,
    });
    return this.#prepared(config, 'disk', newest !== null);
  }

  async prepareOlder(config: WhatsAppClientConfig, owner: Ownership): Promise<PreparedSession> {
    await this.#archives.requireLease(owner);
    const refused = this.#sources.get(config.clientId) ?? 'disk';
    const older = await this.#archives.newest(owner, refused === 'disk' ? undefined : refused);
    if (older) return this.#restoreFrom(config, owner, older);
    await this.#archives.reject(owner);
    await removeProfile(config);
    const lease = owner.leaseGeneration;
    await writeOrigin(config, { archive: 0n, lease, contentHash: null, archivedAt: null });
    return this.#prepared(config, 'disk', false);
  }

  save(config: WhatsAppClientConfig, owner: Ownership, options: SaveOptions = {}): Promise<SaveResult> {
    const limit = AbortSignal.timeout(SAVE_TIMEOUT_MS);
    const signal = options.signal ? AbortSignal.any([options.signal, limit]) : limit;
    const before = this.#saves.get(config.clientId) ?? Promise.resolve();
    const saved = before.catch(() => {}).then(() => this.#save(config, owner, { ...options, signal }));
    this.#saves.set(config.clientId, saved);
    const forget = () => {
      if (this.#saves.get(config.clientId) === saved) this.#saves.delete(config.clientId);
    };
    saved.then(forget, forget);
    return saved;
  }

  async release(config: WhatsAppClientConfig): Promise<void> {
    await removeBrowserLocks(profileFolder(config));
  }

  async remove(config: WhatsAppClientConfig, owner: Ownership): Promise<void> {
    await this.#archives.remove(owner);
    await rm(config.dataPath, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  async removeCopy(config: WhatsAppClientConfig, owner: Ownership): Promise<boolean> {
    // Another worker of this machine may have taken the channel, and the folder with it.
    await this.#archives.requireLease(owner);
    await rm(config.dataPath, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    return false;
  }

  /** What the profile on the disk is, beside the newest archive; `later`: it was saved after all that the database has. */
  async #diskOf(
    config: WhatsAppClientConfig,
    owner: Ownership,
    newest: ArchiveInfo | null,
  ): Promise<'newest' | 'later' | 'older'> {
    const origin = await readOrigin(config);
    if (!newest) return (await this.#isGivenUp(owner, origin)) ? 'older' : 'later';
    if (!origin || !(await exists(profileFolder(config)))) return 'older';
    // The database was put back to an earlier day, under the same disk.
    if (origin.archivedAt && origin.archivedAt > newest.createdAt) return 'later';
    const isUnbroken = owner.leaseGeneration - origin.lease <= 1n;
    return origin.archive === newest.generation && isUnbroken ? 'newest' : 'older';
  }

  /** It was stored once, and the channel logged out since, by a worker that could not remove this machine's copy. */
  async #isGivenUp(owner: Ownership, origin: LoginOrigin | null): Promise<boolean> {
    if (!origin || origin.archive === 0n) return false;
    return this.#archives.wasLoggedOutSince(owner, origin.archivedAt ?? new Date(0));
  }

  /** The newest one that can be read; what cannot stays where it is. */
  async #restoreFrom(
    config: WhatsAppClientConfig,
    owner: Ownership,
    newest: ArchiveInfo,
  ): Promise<PreparedSession> {
    let unreadable: LoginUnreadableError | null = null;
    for (
      let info: ArchiveInfo | null = newest;
      info;
      info = await this.#archives.newest(owner, info.generation)
    ) {
      try {
        const files = await unpackLogin(await this.#archives.read(owner, info.generation));
        await replaceProfile(profileFolder(config), files);
        const { generation: archive, contentHash, createdAt: archivedAt } = info;
        await writeOrigin(config, { archive, lease: owner.leaseGeneration, contentHash, archivedAt });
        return this.#prepared(config, archive, true);
      } catch (error) {
        if (!(error instanceof LoginUnreadableError)) throw error;
        const { channelId } = owner;
        this.#log.error(
          { channelId, generation: String(info.generation), err: error },
          'session.archive_unreadable',
        );
        unreadable ??= error;
      }
    }
    throw unreadable ?? new LoginUnreadableError('There is no stored login');
  }

  async #prepared(config: WhatsAppClientConfig, source: Source, hasLogin: boolean): Promise<PreparedSession> {
    const userDataDir = profileFolder(config);
    await mkdir(userDataDir, { recursive: true, mode: 0o700 });
    this.#sources.set(config.clientId, source);
    const { clientId, dataPath } = config;
    return { authStrategy: new DatabaseAuth({ clientId, dataPath, userDataDir }), userDataDir, hasLogin };
  }

  async #save(
    config: WhatsAppClientConfig,
    owner: Ownership,
    { signal, isYoung = false }: SaveOptions & { signal: AbortSignal },
  ): Promise<SaveResult> {
    signal.throwIfAborted();
    const files = await readLoginFiles(profileFolder(config), signal);
    if (!files) return { kind: 'nothing' };
    if (isYoung && !namesAccount(files)) return { kind: 'unsettled' };
    const contentHash = hashOf(files);
    const origin = await readOrigin(config);
    const newest = this.#newest.get(config.clientId);
    const isUpToDate = newest !== undefined && this.#archives.isUpToDate(newest);
    if (origin?.contentHash === contentHash && isUpToDate) return { kind: 'unchanged' };
    const archive = await packLogin(files);
    signal.throwIfAborted();
    const added = await this.#archives.add(owner, archive, contentHash);
    const { generation, size, createdAt } = added;
    this.#newest.set(config.clientId, added);
    await writeOrigin(config, {
      ...{ archive: generation, lease: owner.leaseGeneration },
      ...{ contentHash, archivedAt: createdAt },
    });
    return { kind: 'saved', generation, bytes: size, at: createdAt };
  }
}

const removeProfile = (config: WhatsAppClientConfig) =>
  rm(profileFolder(config), { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
const exists = (file: string) =>
  stat(file).then(
    () => true,
    () => false,
  );
