-- AlterTable: a window that is kept now counts as tried from its next reading on.
ALTER TABLE "whatsapp_sessions" ADD COLUMN     "catch_up_incomplete_since" TIMESTAMPTZ(3);
