-- CreateIndex
CREATE INDEX "activities_organization_id_actor_id_created_at_idx" ON "activities"("organization_id", "actor_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "activities_organization_id_target_id_created_at_idx" ON "activities"("organization_id", "target_id", "created_at" DESC);
