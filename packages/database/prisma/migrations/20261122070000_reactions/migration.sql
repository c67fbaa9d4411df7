-- AlterEnum
ALTER TYPE "inbound_event_kind" ADD VALUE 'REACTION';

-- AlterTable
ALTER TABLE "messages" ADD COLUMN     "client_reaction" TEXT,
ADD COLUMN     "client_reacted_at" TIMESTAMPTZ(3),
ADD COLUMN     "own_reaction" TEXT,
ADD COLUMN     "own_reacted_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "conversations" ADD COLUMN     "client_reaction" TEXT,
ADD COLUMN     "client_reaction_to" UUID;
