// The release of WhatsApp Web that this page plays: some of what it does came with one of them.

const own = (document.documentElement.dataset.version ?? '').split('.').map(Number);

/** Whether the page is of that release, or of a later one. */
export function isSince(...release) {
  const at = release.findIndex((part, index) => part !== own[index]);
  return at === -1 || own[at] > release[at];
}

/** By August 2026 chats, and who is blocked, are filed under privacy ids where those are known. */
export const FILES_UNDER_LIDS = isSince(2, 3000, 1_045_000_000);
