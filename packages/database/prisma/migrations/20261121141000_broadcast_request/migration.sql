-- Tells a bulk send that is asked for again from another one under the same id. Older ones are told by their text alone.
ALTER TABLE "broadcasts" ADD COLUMN "request_hash" TEXT;
