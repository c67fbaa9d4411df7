import type { MessageKind } from '@soul-kg-crm/shared/enums';
import {
  CircleHelp,
  ContactRound,
  FileText,
  Headphones,
  Image,
  MapPin,
  Mic,
  PhoneIncoming,
  Sticker,
  Video,
} from 'lucide-react';

const icons = {
  IMAGE: Image,
  VIDEO: Video,
  AUDIO: Headphones,
  VOICE: Mic,
  DOCUMENT: FileText,
  STICKER: Sticker,
  LOCATION: MapPin,
  CONTACT: ContactRound,
  UNSUPPORTED: CircleHelp,
  CALL: PhoneIncoming,
  VIDEO_CALL: PhoneIncoming,
} as const;

/** A sign for what is no plain text. */
export function MediaIcon({ kind }: { kind: MessageKind }) {
  if (kind === 'TEXT') return null;
  const Icon = icons[kind];
  return <Icon aria-hidden className="size-4 shrink-0" />;
}
