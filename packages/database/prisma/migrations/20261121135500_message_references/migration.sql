-- Organisation and number of a message are its conversation's, which refers to them itself: a message is checked against its
-- conversation alone, an event against its number. Each check of a row that comes in costs a look-up and a lock.
ALTER TABLE "messages" DROP CONSTRAINT "messages_organization_id_fkey";
ALTER TABLE "messages" DROP CONSTRAINT "messages_channel_id_fkey";
ALTER TABLE "inbound_events" DROP CONSTRAINT "inbound_events_organization_id_fkey";

-- Whose a message is, its conversation says. The same told twice could differ after a merge. The column itself goes with a
-- later version: an older one, which still writes it, runs on this database until it is stopped.
ALTER TABLE "messages" DROP CONSTRAINT "messages_client_id_fkey";
ALTER TABLE "messages" ALTER COLUMN "client_id" DROP NOT NULL;
DROP INDEX "messages_client_id_idx";

-- A message that comes in moves its conversation to the top, with a new entry in each index. One serves for both: whose
-- conversations there are, and whether there is one on this number; and who has nobody to answer needs no place in theirs.
CREATE UNIQUE INDEX "conversations_client_id_channel_id_key" ON "conversations"("client_id", "channel_id");
DROP INDEX "conversations_channel_id_client_id_key";
DROP INDEX "conversations_client_id_idx";
DROP INDEX "conversations_assignee";
CREATE INDEX "conversations_assignee" ON "conversations"("organization_id", "assignee_id", "status", "last_message_at" DESC, "id" DESC)
  WHERE "assignee_id" IS NOT NULL;
