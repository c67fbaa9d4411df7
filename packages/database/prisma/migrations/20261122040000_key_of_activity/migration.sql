-- The key by which a program acted; its name stays when the key is revoked.
ALTER TABLE "activities" ADD COLUMN "api_key_name" TEXT;
