-- CreateEnum
CREATE TYPE "agent_state" AS ENUM ('ACTIVE', 'HANDED_OVER', 'TAKEN_OVER');

-- AlterTable
ALTER TABLE "conversations" ADD COLUMN     "agent_state" "agent_state" NOT NULL DEFAULT 'ACTIVE',
ADD COLUMN     "agent_state_at" TIMESTAMPTZ(3),
ADD COLUMN     "agent_state_by_id" UUID,
ADD COLUMN     "agent_state_reason" TEXT;

-- CreateTable
CREATE TABLE "agent_turns" (
    "conversation_id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "first_message_id" UUID NOT NULL,
    "up_to_message_id" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "generation" INTEGER NOT NULL DEFAULT 1,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "claim_id" UUID,
    "claimed_until" TIMESTAMPTZ(3),

    CONSTRAINT "agent_turns_pkey" PRIMARY KEY ("conversation_id")
);

-- CreateIndex
CREATE INDEX "agent_turns_due_at_idx" ON "agent_turns"("due_at");

-- AddForeignKey
ALTER TABLE "agent_turns" ADD CONSTRAINT "agent_turns_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_turns" ADD CONSTRAINT "agent_turns_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
