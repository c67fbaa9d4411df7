-- AlterTable
ALTER TABLE "api_keys" ADD COLUMN     "created_by_id" UUID;

-- AddForeignKey
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- The log knows who made the keys that are there already.
UPDATE "api_keys" AS k SET "created_by_id" = u."id"
FROM "activities" AS a JOIN "users" AS u ON u."id" = a."actor_id"
WHERE a."action" = 'api-key.created' AND a."target_id" = k."id"::text;
