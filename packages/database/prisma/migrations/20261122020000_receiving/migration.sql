-- What becomes of a message at WhatsApp after it was told: its text is corrected, or it is deleted.
ALTER TYPE "inbound_event_kind" ADD VALUE 'EDIT';
ALTER TYPE "inbound_event_kind" ADD VALUE 'REVOKED';

-- AlterTable
ALTER TABLE "messages" ADD COLUMN     "edited_at" TIMESTAMPTZ(3),
ADD COLUMN     "revoked_at" TIMESTAMPTZ(3);
