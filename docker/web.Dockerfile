# The dashboard.
# docker build -f docker/web.Dockerfile .

FROM node:24-bookworm-slim AS base
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1
RUN npm install --global pnpm@10.34.9

FROM base AS manifests
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml tsconfig.base.json ./
COPY apps/web/package.json apps/web/
COPY packages/shared/package.json packages/shared/

FROM manifests AS build
RUN pnpm install --frozen-lockfile --prod=false --ignore-scripts --filter "@soul-kg-crm/web..."
COPY packages/shared packages/shared
COPY apps/web apps/web
RUN pnpm --filter @soul-kg-crm/web run build && rm -rf apps/web/.next/cache

FROM manifests AS web
RUN pnpm install --frozen-lockfile --prod --ignore-scripts --filter "@soul-kg-crm/web..."
COPY packages/shared packages/shared
COPY apps/web apps/web
COPY --from=build /app/apps/web/.next apps/web/.next
USER node
WORKDIR /app/apps/web
ENV PORT=3000 HOST=0.0.0.0
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server.ts"]
