-- AlterTable: which attempts followed one of unknown outcome; of those before nobody knows, and all count as before.
ALTER TABLE "messages" ADD COLUMN     "reclaims" INTEGER NOT NULL DEFAULT 0;
