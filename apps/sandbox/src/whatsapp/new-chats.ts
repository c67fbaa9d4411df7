import type { Faults } from './faults.ts';
import type { Account } from './model.ts';

/** Nobody of this chat has written to the account yet, and the account has not got through to them either. */
export function isNewChat(account: Account, chat: string): boolean {
  return !account.messages.some((message) => message.chat === chat);
}

/** What WhatsApp allows the account towards people who have not written first. */
export function newChatLimits(account: Account, { newChatsBlockedUntilMs, newChatsQuota }: Faults) {
  const used = firstByUs(account);
  const isLocked = newChatsBlockedUntilMs > Date.now();
  return {
    isLocked,
    lockEndsAt: isLocked ? Math.floor(newChatsBlockedUntilMs / 1000) : null,
    quota: newChatsQuota,
    used,
    isClosed: isLocked || (newChatsQuota !== null && used >= newChatsQuota),
  };
}

/** How many chats the account has begun. */
function firstByUs(account: Account): number {
  const begun = new Map<string, boolean>();
  for (const { chat, fromMe } of account.messages) if (!begun.has(chat)) begun.set(chat, fromMe);
  return [...begun.values()].filter(Boolean).length;
}
