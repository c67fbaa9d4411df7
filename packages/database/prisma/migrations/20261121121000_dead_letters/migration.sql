-- AlterTable
ALTER TABLE "inbound_events" ADD COLUMN     "dismissed_at" TIMESTAMPTZ(3),
ADD COLUMN     "failed_at" TIMESTAMPTZ(3),
ADD COLUMN     "retried_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "clients" ADD COLUMN     "looked_up_at" TIMESTAMPTZ(3);

-- The dead letters: few rows, and no work for the others.
CREATE INDEX "inbound_events_dead" ON "inbound_events" ("organization_id", "received_at" DESC, "id" DESC)
WHERE "failed_at" IS NOT NULL AND "dismissed_at" IS NULL;

-- What waits to be sent, and what failed, without passing over all that was sent or came in.
CREATE INDEX "messages_unsent" ON "messages" ("organization_id", "status", "id" DESC)
WHERE "direction" = 'OUTGOING' AND "status" IN ('PENDING', 'SENDING', 'UNCONFIRMED', 'FAILED');

-- Events whose attempts were used up before there was such a list.
UPDATE "inbound_events" SET "failed_at" = now()
WHERE "processed_at" IS NULL AND "attempts" >= 12 AND "kind" <> 'ACK';
