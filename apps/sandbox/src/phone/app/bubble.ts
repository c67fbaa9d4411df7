import { command, type Message, mediaUrl } from './api.ts';
import { type Child, h } from './dom.ts';
import { type IconName, icon } from './icons.ts';
import { t, timeOf } from './language.ts';
import { isCall, summaryOf, textOf } from './message-text.ts';
import { store } from './store.ts';

/** One message as the customer sees it: their own on the right, with ticks. */
export function bubble(message: Message, quoted: Message | null): HTMLElement {
  const isRevoked = message.type === 'revoked';
  const isNote = isRevoked || isCall(message);
  const reactions = Object.values(message.reactions).filter((emoji) => emoji !== '');
  return h(
    'li',
    { class: message.fromMe ? 'row theirs' : 'row own' },
    h(
      'article',
      { class: 'bubble' },
      quoted && quoteBlock(quoted),
      !isRevoked && message.media && mediaOf(message, message.media),
      isRevoked
        ? h('em', { class: 'quiet' }, t('revoked'))
        : h('span', { class: 'text' }, ...contentOf(message)),
      h(
        'span',
        { class: 'meta' },
        message.isEdited && t('edited'),
        h('time', {}, timeOf(message.sentAt)),
        !message.fromMe && !isNote && tick(message),
      ),
      reactions.length > 0 && h('span', { class: 'reactions' }, reactions.join('')),
    ),
    !isNote && replyButton(message),
    !isNote && message.fromMe && reactButton(message),
  );
}

function contentOf(message: Message): Child[] {
  if (!isCall(message)) return linked(textOf(message));
  return [icon(message.isVideoCall ? 'video' : 'call'), ' ', summaryOf(message)];
}

function replyButton(message: Message): HTMLElement {
  return h(
    'button',
    {
      class: 'icon-button reply',
      type: 'button',
      'aria-label': t('reply'),
      onclick: () => store.quote(message),
    },
    icon('reply'),
  );
}

const THUMB = '👍';

/** The customer reacts with a thumb, or takes that back. */
function reactButton({ id, reactions }: Message): HTMLElement {
  const { account, customer } = store;
  const hasReacted = customer !== null && reactions[customer.phone] === THUMB;
  const react = () => {
    if (!account || !customer) return;
    const emoji = hasReacted ? '' : THUMB;
    const { phone: from } = customer;
    void store.attempt(() => command('react', { account: account.phone, messageId: id, from, emoji }));
  };
  const attributes = { class: 'icon-button reply', type: 'button', 'aria-label': t('react') };
  return h('button', { ...attributes, 'aria-pressed': String(hasReacted), onclick: react }, THUMB);
}

/** The message that is answered, in short. */
export function quoteBlock(message: Message): HTMLElement {
  const name = message.fromMe ? (store.account?.name ?? '') : t('you');
  return h('span', { class: 'quote' }, h('strong', {}, name), h('span', {}, summaryOf(message)));
}

function tick({ isSeen, isDelivered, ack }: Message): SVGSVGElement {
  const [name, word, tone]: [IconName, 'read' | 'delivered' | 'sent' | 'clock', string] = isSeen
    ? ['both', 'read', 'read']
    : isDelivered
      ? ['both', 'delivered', 'delivered']
      : ack > 0
        ? ['sent', 'sent', 'sent']
        : ['clock', 'clock', 'clock'];
  const mark = icon(name, t(word));
  mark.classList.add('tick', tone);
  return mark;
}

function mediaOf(message: Message, media: NonNullable<Message['media']>): HTMLElement {
  const source = mediaUrl(media);
  const label = summaryOf(message);
  switch (media.type) {
    case 'image':
    case 'sticker':
      return h('img', { class: `picture ${media.type}`, src: source, alt: label, ...sizeOf(media) });
    case 'video':
      return h('video', {
        class: 'picture',
        src: source,
        controls: true,
        preload: 'metadata',
        'aria-label': label,
      });
    case 'audio':
    case 'ptt':
      return h('audio', { src: source, controls: true, preload: 'metadata', 'aria-label': label });
    default:
      return h(
        'a',
        { class: 'document', href: source, download: media.fileName ?? 'file' },
        icon('document'),
        h('span', {}, h('strong', {}, media.fileName ?? t('document')), h('span', {}, sizeText(media.size))),
      );
  }
}

function sizeOf({ width, height }: NonNullable<Message['media']>) {
  return width && height ? { width, height } : {};
}

function sizeText(bytes: number): string {
  return bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1000))} KB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function linked(text: string): Child[] {
  return text.split(/(https?:\/\/[^\s]+)/g).map((part) => {
    if (!/^https?:\/\//.test(part)) return part;
    return h('a', { href: part, target: '_blank', rel: 'noreferrer' }, part);
  });
}
