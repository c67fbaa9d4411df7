-- AlterTable
ALTER TABLE "messages" ADD COLUMN     "dismissed_at" TIMESTAMPTZ(3);
