import { pausesBefore, WaitError } from '@soul-kg-crm/queue';
import { quietForMs, type WhatsAppSettings } from '@soul-kg-crm/shared/settings';

/** While the moment has not come, the lane looks again so often: settings may have changed, or somebody urgent come. */
const LOOK_AGAIN_MS = { quiet: 1_000, pace: 250 };

/** What is to leave, as far as the pace goes by it. */
export interface PacedMessage {
  messageId: string;
  /** A person's answer: it was typed before it came here, and waits for no quiet hours. */
  isUrgent: boolean;
  textLength: number;
  /** It was about to leave before. */
  isTyped: boolean;
  /** It will not leave: WhatsApp sees nothing of it, and nobody sees before its quiet hours are over. */
  isHeldBack: () => Promise<boolean>;
}

/** One lane's pace, as WhatsApp sees it: the quiet hours, the gap after the message before, and the typing. */
export function sendPace(now: () => number) {
  let lastAskedMs = 0;
  /** What is being typed, and since when: not before it is its turn, however long it has waited for that. */
  let typing: { messageId: string; sinceMs: number } | null = null;

  /** How long it has been typed; begins with it where that is new. */
  const typedSince = (messageId: string, nowMs: number): number => {
    if (typing?.messageId !== messageId) typing = { messageId, sinceMs: nowMs };
    // A clock that was set back must not hold up the lane for as long.
    typing.sinceMs = Math.min(typing.sinceMs, nowMs);
    return Math.max(typing.sinceMs, lastAskedMs);
  };

  return {
    /** Throws WaitError until the message's moment has come. */
    require: async (message: PacedMessage, { rateLimiting, quietHours }: WhatsAppSettings): Promise<void> => {
      const { messageId, isUrgent, textLength, isTyped, isHeldBack } = message;
      const nowMs = now();
      lastAskedMs = Math.min(lastAskedMs, nowMs);
      const quietMs = isUrgent ? 0 : quietForMs(quietHours, nowMs);
      if (quietMs > 0) {
        typing = null;
        throw new WaitError(Math.min(quietMs, LOOK_AGAIN_MS.quiet));
      }
      // Asked once, and not at each look at what is being typed already: the claim has the last word.
      if (typing?.messageId !== messageId && (await isHeldBack())) return;
      const { messagesPerMinute } = rateLimiting;
      const { gapMs, typingMs } = pausesBefore({ isUrgent, textLength, messagesPerMinute }, messageId);
      const sinceMs = isUrgent || isTyped ? lastAskedMs : typedSince(messageId, nowMs);
      const waitMs = Math.max(lastAskedMs + gapMs, sinceMs + typingMs) - nowMs;
      if (waitMs > 0) throw new WaitError(Math.min(waitMs, LOOK_AGAIN_MS.pace));
    },
    /** WhatsApp was asked to send something just now. */
    asked: (): void => {
      lastAskedMs = now();
    },
  };
}
