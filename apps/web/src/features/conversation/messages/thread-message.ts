import type { MessageModel } from '@soul-kg-crm/shared/contract';

/** What the thread shows: the server's messages, and those on their way to it. */
export interface ThreadMessage {
  /** Stays the same when the server takes over what was shown at once. */
  key: string;
  /** Null until the server has it. */
  id: string | null;
  direction: MessageModel['direction'];
  sender: MessageModel['sender'];
  senderId: string | null;
  senderName: string | null;
  kind: MessageModel['kind'];
  content: string;
  status: MessageModel['status'];
  createdAt: string;
  /** Its text was corrected, or it was deleted, at WhatsApp. */
  editedAt: string | null;
  revokedAt: string | null;
  /** Emoji of the customer, and of somebody on our phone. */
  clientReaction: string | null;
  ownReaction: string | null;
  quoted: {
    id: string;
    direction: MessageModel['direction'];
    kind: MessageModel['kind'];
    content: string;
  } | null;
  media: ThreadMedia | null;
  errorMessage: string | null;
  /** It has failed because the browser cannot read its file. */
  isFileGone: boolean;
  /** Between 0 and 1 while a file is on its way to the server. */
  uploaded: number | null;
  /** It is being brought to the server. */
  isUnderway: boolean;
  /** It waits for the server, which cannot be reached. */
  isHeldUp: boolean;
}

export interface ThreadMedia {
  kind: MessageModel['kind'];
  status: 'PENDING' | 'READY' | 'FAILED';
  fileName: string;
  mimeType: string;
  size: number;
  width: number | null;
  height: number | null;
  url: string | null;
  errorMessage: string | null;
}
