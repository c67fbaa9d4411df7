import type { SessionReport } from '@soul-kg-crm/domain';
import type { SessionState } from '@soul-kg-crm/whatsapp/sessions';

/** What the domain is told of a session's state. */
export function reportOf(state: SessionState, nowMs = Date.now()): SessionReport {
  const { status, qrCode } = state;
  switch (status) {
    case 'CONNECTING':
      return { status };
    case 'QR_CODE_PENDING':
      if (!qrCode) return { status: 'CONNECTING' };
      return {
        status,
        qrCode: qrCode.code,
        expiresInMs: Math.max(0, qrCode.expiresAtMs - nowMs),
        pairingCode: state.pairingCode,
      };
    case 'CONNECTED':
      return {
        status,
        phoneNumber: state.phoneNumber ?? '',
        pushName: state.pushName,
        isOnline: state.isOnline,
        linkedAtMs: state.linkedAtMs,
      };
    default:
      return { status, reason: state.errorCode, detail: state.errorDetail };
  }
}
