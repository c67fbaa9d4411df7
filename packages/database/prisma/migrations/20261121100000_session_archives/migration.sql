-- CreateTable
CREATE TABLE "whatsapp_session_archives" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "generation" BIGINT NOT NULL,
    "lease_generation" BIGINT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "key_id" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "checksum" TEXT NOT NULL,
    "content_hash" TEXT NOT NULL,
    "rejected_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "whatsapp_session_archives_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "whatsapp_session_archives_channel_id_generation_key" ON "whatsapp_session_archives"("channel_id", "generation");

-- AddForeignKey
ALTER TABLE "whatsapp_session_archives" ADD CONSTRAINT "whatsapp_session_archives_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "whatsapp_session_archives" ADD CONSTRAINT "whatsapp_session_archives_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- They are compressed and encrypted: trying to compress them once more would only cost time.
ALTER TABLE "whatsapp_session_archives" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;
