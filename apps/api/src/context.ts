import type { Database } from '@soul-kg-crm/database';
import type { MediaStorage } from '@soul-kg-crm/domain';
import type { Queues } from '@soul-kg-crm/queue';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { Auth } from './auth/create-auth.ts';
import type { TrustProxy } from './http/trust-proxy.ts';

/** What may differ between one installation, or one test, and another. */
export interface ApiSettings {
  publicUrl: string;
  /** Origins besides the public one whose pages may call the API. */
  corsOrigins: string[];
  trustProxy: TrustProxy;
  authSecret: string;
  allowsSignUp: boolean;
  /** host:port of what stands in for WhatsApp's servers; null: the real ones. */
  standin: string | null;
  sandboxUrl: string | null;
  /** Requests a minute for each person, key or (before sign-in) address. */
  requestsPerMinute: number;
  /** Attempts to sign in within five minutes, for each address and e-mail together; more for either alone. */
  signInAttempts: number;
}

/** What the API is given; whoever gives it closes it. */
export interface ApiResources {
  database: Database;
  /** A connection that fails fast while Redis is away. */
  redis: Redis;
  /** In front of every Redis key and topic. */
  redisPrefix: string;
  /** To look at what lies on them; jobs are put there by the relay. */
  queues: Queues;
  storage: MediaStorage;
  log: Logger;
}

/** What every route shares. */
export interface ApiContext extends ApiResources {
  settings: ApiSettings;
  /** Origins whose pages may use a person's cookies. */
  trustedOrigins: string[];
  auth: Auth;
}
