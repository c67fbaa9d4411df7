-- The number stands at the end of the inbox's index: a page of one number passes the others by without reading their rows.
DROP INDEX "conversations_inbox";
CREATE INDEX "conversations_inbox" ON "conversations"("organization_id", "status", "last_message_at" DESC, "id" DESC, "channel_id");

-- What waits for a person, in the order of the inbox; all other conversations pay nothing for it.
CREATE INDEX "conversations_handed_over" ON "conversations" ("organization_id", "status", "last_message_at" DESC, "id" DESC)
  WHERE "agent_state" = 'HANDED_OVER';
