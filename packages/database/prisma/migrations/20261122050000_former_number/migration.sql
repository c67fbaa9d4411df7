-- AlterTable
ALTER TABLE "whatsapp_sessions" ADD COLUMN     "former_number" TEXT;
