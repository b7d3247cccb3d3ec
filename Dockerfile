# The bot with its papers; state goes to /app/data, settings come from the environment or a mounted config folder.
FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts && npm rebuild better-sqlite3
COPY tsconfig.json ./
COPY src ./src
RUN npm run build && npm prune --omit=dev --ignore-scripts

FROM node:22-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json ./
COPY config/paperboy.yaml config/slack-manifest.json ./config/
COPY corpus ./corpus
RUN mkdir data && chown node:node data
USER node
VOLUME ["/app/data"]
CMD ["node", "dist/cli.js", "start"]
