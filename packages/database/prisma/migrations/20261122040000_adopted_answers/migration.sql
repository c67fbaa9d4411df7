-- AlterTable: when somebody made a message theirs; of those before nobody knows, and none counts as that.
ALTER TABLE "messages" ADD COLUMN     "adopted_at" TIMESTAMPTZ(3);
