# Untested: written where no container engine runs.
FROM node:22-slim AS build
WORKDIR /ringback
COPY . .
RUN npm ci

FROM node:22-slim
WORKDIR /ringback
COPY --from=build /ringback/package.json ./
COPY --from=build /ringback/dist ./dist
COPY --from=build /ringback/fixtures ./fixtures
ENV RINGBACK_HOST=0.0.0.0 RINGBACK_DATA_DIR=/data
RUN mkdir /data && chown node /data
USER node
VOLUME /data
EXPOSE 4280 4243 4281
HEALTHCHECK --interval=5s --timeout=2s CMD ["node", "-e", "fetch('http://127.0.0.1:4280/_ringback/health',{headers:{authorization:'Bearer '+process.env.RINGBACK_CONTROL_TOKEN}}).then(a=>process.exit(a.ok?0:1),()=>process.exit(1))"]
CMD ["node", "dist/cli/main.js", "start"]
