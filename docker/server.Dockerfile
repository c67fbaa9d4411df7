# The programs without a page: migrate (one-shot), api, worker. Node runs their TypeScript as it is.
# docker build -f docker/server.Dockerfile --target api .

FROM node:24-bookworm-slim AS base
WORKDIR /app
ENV NODE_ENV=production CHECKPOINT_DISABLE=1
RUN npm install --global pnpm@10.34.9

FROM base AS manifests
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml tsconfig.base.json ./
COPY apps/api/package.json apps/api/
COPY apps/worker/package.json apps/worker/
COPY packages/shared/package.json packages/shared/
COPY packages/database/package.json packages/database/
COPY packages/queue/package.json packages/queue/
COPY packages/domain/package.json packages/domain/
COPY packages/whatsapp/package.json packages/whatsapp/
COPY packages/data-import/package.json packages/data-import/

# What api and worker need to run, and nothing of what builds or tests them.
FROM manifests AS dependencies
RUN pnpm install --frozen-lockfile --prod --ignore-scripts --filter "@soul-kg-crm/api..." --filter "@soul-kg-crm/worker..."

# The migrations need Prisma's command line; so does making the database client.
FROM manifests AS migrate
RUN pnpm install --frozen-lockfile --prod=false --ignore-scripts --filter "@soul-kg-crm/database..."
COPY packages/shared packages/shared
COPY packages/database packages/database
RUN pnpm --filter @soul-kg-crm/database run generate
USER node
WORKDIR /app/packages/database
# The shell takes no SIGTERM as the first process of a container: a migration that has begun comes to its end.
CMD ["sh", "-c", "node_modules/.bin/prisma migrate deploy || { echo 'How to go on: docs/runbooks/backup-and-upgrade.md, An update that was cut off' >&2; exit 1; }"]

FROM dependencies AS sources
COPY packages packages
COPY --from=migrate /app/packages/database/generated packages/database/generated
RUN mkdir -p /data/media /data/whatsapp-sessions && chown -R node:node /data
ENV DATA_DIR=/data MEDIA_DIR=/data/media WHATSAPP_SESSIONS_DIR=/data/whatsapp-sessions HOST=0.0.0.0

FROM sources AS api
COPY apps/api apps/api
USER node
WORKDIR /app/apps/api
ENV PORT=4000
EXPOSE 4000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:4000/health').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "src/main.ts"]

FROM sources AS worker
RUN apt-get update \
  && apt-get install --yes --no-install-recommends chromium-headless-shell fonts-noto-core fonts-noto-color-emoji \
  && rm -rf /var/lib/apt/lists/*
COPY apps/worker apps/worker
USER node
WORKDIR /app/apps/worker
ENV PORT=4200 CHROMIUM_PATH=/usr/bin/chromium-headless-shell
EXPOSE 4200
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:4200/health').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "src/main.ts"]
