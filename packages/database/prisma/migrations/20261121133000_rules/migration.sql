-- AlterTable
ALTER TABLE "broadcasts" ADD COLUMN     "watched_from" INTEGER NOT NULL DEFAULT 0;
