import type { Prisma, ScopedTransaction, WhatsAppSession } from '@soul-kg-crm/database';
import { channelDesiredState } from '@soul-kg-crm/queue/catalogue';
import { recordActivity } from '../activity/record-activity.ts';
import { isNumber, isOtherNumber } from './is-other-number.ts';
import { WAS_LOGGED_OUT } from './log-out-reasons.ts';
import type { SessionView } from './sessions.ts';
import { wantStopped } from './stop-channel.ts';

/** The reason, and before the name of the channel that has the number, what is stored of it. */
const NUMBER_IN_USE = 'NUMBER_IN_USE';

/** What a login is not used after, unless a person does something. */
const LOGIN_IS_OVER = [
  ...['LOGGED_OUT', 'CODE_NOT_SCANNED', 'BLOCKED', 'PASSKEY_REQUIRED', 'AUTH_FAILED'],
  ...['LOGIN_UNREADABLE', 'LOGIN_OF_OTHER_SERVER'],
];

/**
 * The channel through which this organisation has that number already: on two, each message would come twice and each
 * answer leave by either. It has it while it is connected, or has a login by which it comes back. Of two that both had the
 * number before, it stays with the one that was connected last.
 */
export async function channelWithNumber(
  tx: ScopedTransaction,
  session: SessionView,
  phoneNumber: string,
): Promise<{ name: string } | null> {
  if (!isNumber(phoneNumber)) return null;
  await tx.lock('linked-numbers');
  const { phoneNumber: before, accountSince, lastConnectedAt } = session;
  const isNew = accountSince === null || isOtherNumber(before, phoneNumber) || !isNumber(before);
  if (!isNew && isConnectedAsTold(session)) return null;
  const comesBack = {
    phoneNumber,
    // Connected, where it does not tell its number: until then it is that of its login.
    status: { in: ['DISCONNECTED', 'CONNECTING', 'CONNECTED', 'ERROR'] },
    OR: [{ errorCode: null }, { errorCode: { notIn: LOGIN_IS_OVER } }],
    ...(!isNew && lastConnectedAt && { lastConnectedAt: { gt: lastConnectedAt } }),
  } satisfies Prisma.WhatsAppSessionWhereInput;
  const others = await tx.db.channel.findMany({
    where: {
      ...{ id: { not: session.channelId }, deletedAt: null, desiredState: 'RUNNING' },
      OR: [
        { whatsAppSession: { phoneNumber, ...CONNECTED_AS_TOLD } },
        { whatsAppSession: comesBack, archives: { some: { rejectedAt: null } } },
        // Its login is on a disk alone, or just not stored yet.
        { whatsAppSession: comesBack, archives: { none: {} } },
      ],
    },
    select: { id: true, name: true, whatsAppSession: { select: { status: true, errorCode: true } } },
  });
  for (const { id, name, whatsAppSession } of others) {
    if (whatsAppSession && (await hasLoginOfNumber(tx, id, whatsAppSession))) return { name };
  }
  return null;
}

/** Connected, and the number that is stored is the one that is linked. */
const CONNECTED_AS_TOLD = { status: 'CONNECTED', errorCode: null } as const;

function isConnectedAsTold({ status, errorCode }: Pick<SessionView, 'status' | 'errorCode'>): boolean {
  return status === CONNECTED_AS_TOLD.status && errorCode === CONNECTED_AS_TOLD.errorCode;
}

/**
 * Whether a channel still has the login of the number that is stored. One that was logged out and is wanted again has
 * none, although the reason is forgotten then; where it is connected, and does not tell its number, the login of another
 * phone.
 */
async function hasLoginOfNumber(
  tx: ScopedTransaction,
  channelId: string,
  session: Pick<SessionView, 'status' | 'errorCode'>,
): Promise<boolean> {
  if (isConnectedAsTold(session)) return true;
  const turns = await tx.db.sessionTransition.findMany({
    where: { channelId, OR: [{ status: 'CONNECTED' }, WAS_LOGGED_OUT] },
    orderBy: { id: 'desc' },
    // This connection, and what was before it.
    take: session.status === 'CONNECTED' ? 2 : 1,
    select: { status: true },
  });
  return turns.every(({ status }) => status === 'CONNECTED');
}

/** Unlinks a channel's number again, because another channel has it. */
export async function refuseNumber(
  tx: ScopedTransaction,
  session: SessionView,
  other: string,
): Promise<void> {
  const { channelId } = session;
  await wantStopped(tx, session, 'LOGGED_OUT');
  await tx.db.whatsAppSession.update({
    where: { id: session.id },
    data: { errorCode: 'LOGGED_OUT', errorMessage: `${NUMBER_IN_USE}:${other}` },
  });
  await tx.db.sessionTransition.create({
    data: { channelId, status: 'DISCONNECTED', reason: NUMBER_IN_USE },
  });
  await tx.outbox.control(channelDesiredState.of({ channelId }));
  await recordActivity(tx, {
    actorId: null,
    action: 'channel.failed',
    targetType: 'channel',
    targetId: channelId,
    details: { reason: NUMBER_IN_USE },
  });
}

/** Told until somebody connects the channel anew. */
export function wasRefused({ errorMessage }: Pick<WhatsAppSession, 'errorMessage'>): boolean {
  return errorMessage !== null && channelInTheWay(errorMessage) !== null;
}

/** The name of the channel because of which another was refused its number; null for any other detail of an error. */
export function channelInTheWay(errorMessage: string): string | null {
  const start = `${NUMBER_IN_USE}:`;
  return errorMessage.startsWith(start) ? errorMessage.slice(start.length) : null;
}
