import type { Prisma, Scope } from '@soul-kg-crm/database';
import type { ActivityAction } from '@soul-kg-crm/shared/activity';
import type { WhatsAppSessionStatus } from '@soul-kg-crm/shared/enums';
import { recordActivity } from '../activity/record-activity.ts';
import { announce } from '../realtime/announce.ts';
import { isOtherNumber, isUntoldNumber } from './is-other-number.ts';
import { channelWithNumber, refuseNumber, wasRefused } from './number-in-use.ts';
import { lockSession, type SessionView } from './sessions.ts';

/** What a worker says about the session it runs. */
export type SessionReport =
  | { status: 'CONNECTING' }
  | { status: 'QR_CODE_PENDING'; qrCode: string; expiresInMs: number; pairingCode?: string | null }
  /** `linkedAtMs`: since when what is written to the number is ours to read; now, where that is not told. */
  | {
      status: 'CONNECTED';
      phoneNumber: string;
      pushName: string | null;
      isOnline?: boolean;
      linkedAtMs?: number | null;
    }
  /** `reason` is null where nothing went wrong. */
  | { status: 'DISCONNECTED' | 'ERROR'; reason: string | null; detail: string | null };

export interface ReportOptions {
  /** Who says so. */
  workerName?: string | null;
  now?: Date;
}

/** Connected, by whom is not known yet: nothing is read nor sent until the page tells. */
const NUMBER_NOT_TOLD = 'NUMBER_NOT_TOLD';

/**
 * Writes what became of a session, and tells the dashboards. Says whether what waits may leave through it: not where the
 * report was not taken, nor where another phone may have been linked and its number is not told yet.
 */
export async function recordSessionState(
  scope: Scope,
  channelId: string,
  report: SessionReport,
  { workerName = null, now = new Date() }: ReportOptions = {},
): Promise<boolean> {
  return scope.transaction(async (tx) => {
    const session = await lockSession(tx, channelId);
    // A browser that is just being closed still reports; the organisation's wish is what counts.
    const isUnwanted = session.channel.desiredState !== 'RUNNING' && report.status !== 'DISCONNECTED';
    if (isUnwanted) return false;
    const other = report.status === 'CONNECTED' && (await channelWithNumber(tx, session, report.phoneNumber));
    if (other) {
      await refuseNumber(tx, session, other.name);
      await announce(tx, { kind: 'session.updated', organizationId: tx.organizationId, channelId });
      return false;
    }
    await tx.db.whatsAppSession.update({ where: { id: session.id }, data: sessionRow(session, report, now) });
    await tx.db.channel.update({ where: { id: channelId }, data: channelRow(report) });
    await announce(tx, { kind: 'session.updated', organizationId: tx.organizationId, channelId });
    const isNews = report.status !== session.status;
    if (isNews) {
      const reason = 'reason' in report ? report.reason : null;
      await tx.db.sessionTransition.create({
        data: { channelId, status: report.status, reason, workerName },
      });
    }
    const channel = { actorId: null, targetType: 'channel', targetId: channelId } as const;
    const action = actionOf(session, report);
    if (action) {
      const details = report.status === 'ERROR' ? { reason: report.reason } : {};
      await recordActivity(tx, { ...channel, action, details });
    }
    const former = formerNumber(session, report);
    if (former && report.status === 'CONNECTED') {
      const details = { from: former, to: report.phoneNumber };
      await recordActivity(tx, { ...channel, action: 'channel.number_changed', details });
    }
    return !isUntold(session, report);
  });
}

/** What of it people want to find in the log: what a number cannot mend by itself, and that it is mended. */
function actionOf(session: SessionView, report: SessionReport): ActivityAction | null {
  const { status } = report;
  if (status === 'ERROR' || status === 'CONNECTED') {
    if (status === session.status) return null;
    return status === 'ERROR' ? 'channel.failed' : 'channel.connected';
  }
  if (status !== 'DISCONNECTED' || session.channel.desiredState !== 'RUNNING') return null;
  // The code of a loss stays until somebody connects the number, or its code is scanned.
  const wasUnlinked = session.errorCode === 'LOGGED_OUT';
  if (report.reason === 'LOGGED_OUT' && session.lastConnectedAt && !wasUnlinked) return 'channel.unlinked';
  return report.reason === 'CODE_NOT_SCANNED' && wasUnlinked ? 'channel.code_not_scanned' : null;
}

function sessionRow(
  session: SessionView,
  report: SessionReport,
  now: Date,
): Prisma.WhatsAppSessionUncheckedUpdateInput {
  const { status } = report;
  const noCode = { qrCode: null, qrExpiresAt: null, pairingCode: null };
  const ended = session.status === 'CONNECTED' ? { lastDisconnectedAt: now } : {};
  switch (status) {
    // The reason of the last loss stays readable until the next connection.
    case 'CONNECTING':
      return { status, ...noCode, ...ended };
    case 'QR_CODE_PENDING':
      return {
        status,
        qrCode: report.qrCode,
        pairingCode: report.pairingCode ?? null,
        qrExpiresAt: new Date(now.getTime() + report.expiresInMs),
        ...ended,
      };
    case 'CONNECTED':
      return {
        status,
        ...noCode,
        // Kept until another is known: by it, another account is told apart.
        ...(isUntold(session, report)
          ? { errorCode: NUMBER_NOT_TOLD, errorMessage: null }
          : { errorCode: null, errorMessage: null, phoneNumber: report.phoneNumber }),
        pushName: report.pushName,
        pairingPhone: null,
        isOnline: report.isOnline ?? true,
        ...(isNewAccount(session, report.phoneNumber) && {
          accountSince: new Date(report.linkedAtMs ?? now),
          formerNumber: formerNumber(session, report),
          catchUpFrom: null,
          catchUpIncompleteSince: null,
          // What WhatsApp allowed the number before says nothing of this one.
          ...{ newChatsBlockedUntil: null, newChatsQuota: null, newChatsUsed: null },
        }),
        ...(session.status !== 'CONNECTED' && { lastConnectedAt: now }),
      };
    default:
      if (report.reason === null && wasRefused(session)) return { status, ...noCode, ...ended };
      return { status, ...noCode, ...ended, errorCode: report.reason, errorMessage: report.detail };
  }
}

function isUntold({ phoneNumber }: SessionView, report: SessionReport): boolean {
  return report.status === 'CONNECTED' && isUntoldNumber(phoneNumber, report.phoneNumber);
}

function isNewAccount({ accountSince, phoneNumber }: SessionView, linked: string): boolean {
  return accountSince === null || isOtherNumber(phoneNumber, linked);
}

/** The number that was linked before, where it is another one now. */
function formerNumber({ phoneNumber }: SessionView, report: SessionReport): string | null {
  const isOther = report.status === 'CONNECTED' && isOtherNumber(phoneNumber, report.phoneNumber);
  return isOther ? phoneNumber : null;
}

function channelRow(report: SessionReport): Prisma.ChannelUncheckedUpdateInput {
  const status = channelStatus[report.status];
  if (report.status !== 'ERROR') return { status, ...(status === 'CONNECTED' && { lastError: null }) };
  return { status, lastError: report.reason, errorCount: { increment: 1 } };
}

const channelStatus = {
  DISCONNECTED: 'DISCONNECTED',
  CONNECTING: 'CONNECTING',
  QR_CODE_PENDING: 'CONNECTING',
  CONNECTED: 'CONNECTED',
  ERROR: 'ERROR',
} as const satisfies Record<WhatsAppSessionStatus, string>;
