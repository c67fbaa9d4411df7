-- AlterTable
ALTER TABLE "whatsapp_sessions" ADD COLUMN     "account_since" TIMESTAMPTZ(3),
ADD COLUMN     "catch_up_from" TIMESTAMPTZ(3);

-- Until now the channel's first connection counted, whichever number it was of.
UPDATE "whatsapp_sessions" AS session SET "account_since" = (
  SELECT min(activity."created_at") FROM "activities" AS activity
  WHERE activity."organization_id" = session."organization_id"
    AND activity."action" = 'channel.connected'
    AND activity."target_id" = session."channel_id"::text
);

-- Where a conversation went whose client became part of another.
CREATE INDEX "activities_merges" ON "activities" ("organization_id", "created_at") WHERE "action" = 'client.merged';
