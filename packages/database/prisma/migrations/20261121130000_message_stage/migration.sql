-- CreateEnum
CREATE TYPE "message_stage" AS ENUM ('WAITING', 'SENT', 'FAILED');

-- Where an outgoing message stands, for the indexes. The status itself changes four times in a message's life, and with it
-- in an index each change would be a new entry in every index of the table (no heap-only tuples); this changes once.
ALTER TABLE "messages" ADD COLUMN "stage" "message_stage" GENERATED ALWAYS AS (
  CASE
    WHEN "direction" <> 'OUTGOING' THEN NULL
    WHEN "status" IN ('PENDING', 'SENDING', 'UNCONFIRMED') THEN 'WAITING'::"message_stage"
    WHEN "status" = 'FAILED' THEN 'FAILED'::"message_stage"
    ELSE 'SENT'::"message_stage"
  END
) STORED;

DROP INDEX "messages_outgoing";
DROP INDEX "messages_unsent";

CREATE INDEX "messages_stage" ON "messages" ("channel_id", "stage", "id") WHERE "stage" IS NOT NULL;

-- Room for a message's next versions beside it.
ALTER TABLE "messages" SET (fillfactor = 85);
