# The bot with its papers; state goes to /app/data, settings come from the environment or a mounted config folder. The base is
# named by its version and by the digest of all its architectures; amd64 and arm64 are built alike.
FROM node:22.23.3-bookworm-slim@sha256:43ac6c60b8f89723f746e8a92ce91abd5017e627ce1ddfe4238355d3a30b772c AS build
WORKDIR /app
# better-sqlite3 is downloaded ready for most architectures; for others it is compiled.
RUN apt-get update && apt-get install -y --no-install-recommends python3 make g++ && rm -rf /var/lib/apt/lists/*
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts && npm rebuild better-sqlite3
COPY tsconfig.json ./
COPY src ./src
RUN npm run build && npm prune --omit=dev --ignore-scripts

FROM node:22.23.3-bookworm-slim@sha256:43ac6c60b8f89723f746e8a92ce91abd5017e627ce1ddfe4238355d3a30b772c
LABEL org.opencontainers.image.title="Paperboy" \
  org.opencontainers.image.description="A self-hosted Discord and Slack bot that brings papers to where research groups already talk." \
  org.opencontainers.image.url="https://paperboy.example/" \
  org.opencontainers.image.licenses="MIT"
WORKDIR /app
ENV NODE_ENV=production
# Opened in the container alone; for the health check.
ENV PAPERBOY_OPS_PORT=9464
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json ./
COPY config/paperboy.yaml config/slack-manifest.json ./config/
COPY corpus ./corpus
RUN mkdir data && chown node:node data
USER node
VOLUME ["/app/data"]
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "const { PAPERBOY_OPS_HOST: host, PAPERBOY_OPS_PORT: port } = process.env; fetch(`http://${host?.includes(':') ? `[${host}]` : host || '127.0.0.1'}:${port}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Node itself is process 1, so that SIGTERM reaches the bot.
STOPSIGNAL SIGTERM
CMD ["node", "dist/cli.js", "start"]
