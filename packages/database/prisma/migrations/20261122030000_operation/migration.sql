-- AlterTable: whose login it is; of what is stored already nobody knows.
ALTER TABLE "whatsapp_session_archives" ADD COLUMN     "server" TEXT;
