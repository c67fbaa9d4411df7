-- AlterTable
ALTER TABLE "messages" ADD COLUMN     "priority" INTEGER NOT NULL DEFAULT 1;
