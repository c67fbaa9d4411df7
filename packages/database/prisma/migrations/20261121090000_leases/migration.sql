-- AlterEnum
ALTER TYPE "channel_desired_state" ADD VALUE 'LOGGED_OUT';

-- AlterTable
ALTER TABLE "channels" ADD COLUMN     "deleted_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "whatsapp_sessions" ADD COLUMN     "counted_at" TIMESTAMPTZ(3),
ADD COLUMN     "is_online" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "memory_mb" INTEGER,
ADD COLUMN     "missing_messages" INTEGER,
ADD COLUMN     "new_chats_blocked_until" TIMESTAMPTZ(3),
ADD COLUMN     "new_chats_quota" INTEGER,
ADD COLUMN     "new_chats_used" INTEGER,
ADD COLUMN     "pairing_code" TEXT,
ADD COLUMN     "pairing_phone" TEXT,
ADD COLUMN     "phone_messages" INTEGER,
ADD COLUMN     "saved_at" TIMESTAMPTZ(3),
ADD COLUMN     "saved_bytes" INTEGER;

-- CreateTable
CREATE TABLE "session_transitions" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "status" "whatsapp_session_status" NOT NULL,
    "reason" TEXT,
    "worker_name" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "session_transitions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workers" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "capacity" INTEGER NOT NULL,
    "is_stopping" BOOLEAN NOT NULL DEFAULT false,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "heartbeat_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "channel_leases" (
    "channel_id" UUID NOT NULL,
    "worker_id" UUID,
    "generation" BIGINT NOT NULL DEFAULT 0,
    "expires_at" TIMESTAMPTZ(3),
    "acquired_at" TIMESTAMPTZ(3),
    "preferred_worker_id" UUID,

    CONSTRAINT "channel_leases_pkey" PRIMARY KEY ("channel_id")
);

-- CreateIndex
CREATE INDEX "session_transitions_channel_id_id_idx" ON "session_transitions"("channel_id", "id" DESC);

-- CreateIndex
CREATE INDEX "channel_leases_worker_id_idx" ON "channel_leases"("worker_id");

-- AddForeignKey
ALTER TABLE "session_transitions" ADD CONSTRAINT "session_transitions_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session_transitions" ADD CONSTRAINT "session_transitions_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "channel_leases" ADD CONSTRAINT "channel_leases_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "channel_leases" ADD CONSTRAINT "channel_leases_worker_id_fkey" FOREIGN KEY ("worker_id") REFERENCES "workers"("id") ON DELETE SET NULL ON UPDATE CASCADE;

