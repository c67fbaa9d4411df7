-- Most messages have no file, and had an entry here all the same, a new one for each that was sent.
DROP INDEX "messages_media_id_key";
CREATE UNIQUE INDEX "messages_media_id" ON "messages" ("media_id") WHERE "media_id" IS NOT NULL;
