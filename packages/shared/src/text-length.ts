/** WhatsApp takes texts up to 65 536 characters; the product keeps to what people read: 4 096. */
export const MAX_TEXT_LENGTH = 4096;

/** How long an id may be that callers choose for their messages. */
export const MAX_CHOSEN_ID_LENGTH = 100;
