-- Most messages are incoming texts: what only answers have is indexed for answers alone.
DROP INDEX "messages_organization_id_client_message_id_key";
DROP INDEX "messages_channel_id_send_key_key";
DROP INDEX "messages_channel_id_status_id_idx";
DROP INDEX "messages_quoted_message_id_idx";

CREATE UNIQUE INDEX "messages_client_message_id" ON "messages" ("organization_id", "client_message_id")
  WHERE "client_message_id" IS NOT NULL;
CREATE UNIQUE INDEX "messages_send_key" ON "messages" ("channel_id", "send_key") WHERE "send_key" IS NOT NULL;
CREATE INDEX "messages_outgoing" ON "messages" ("channel_id", "status", "id") WHERE "direction" = 'OUTGOING';
CREATE INDEX "messages_quoted" ON "messages" ("quoted_message_id") WHERE "quoted_message_id" IS NOT NULL;
