# docker build -t ctraffic .
# Another base that has Node: docker build --build-arg NODE_IMAGE=node:20-bookworm-slim -t ctraffic .
ARG NODE_IMAGE=node:20-alpine

FROM ${NODE_IMAGE} AS build
WORKDIR /build
COPY package.json package-lock.json ./
# What is native here comes prebuilt, for musl and for glibc: no install script is needed.
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY scripts ./scripts
COPY src ./src
# The build runs the programs on these, to keep them compiled.
COPY fixtures/recorded ./fixtures/recorded
RUN npm run build && npm prune --omit=dev --ignore-scripts

FROM ${NODE_IMAGE}
LABEL org.opencontainers.image.title="ctraffic" \
      org.opencontainers.image.description="Keeps many paced connections open to a service and shows what a disturbance does to them" \
      org.opencontainers.image.licenses="MIT"
ENV NODE_ENV=production
WORKDIR /opt/ctraffic
COPY LICENSE package.json ./
COPY --from=build /build/node_modules ./node_modules
COPY --from=build /build/dist ./dist
RUN ln -s /opt/ctraffic/dist/bin/ctraffic.cjs /usr/local/bin/ctraffic \
    && ln -s /opt/ctraffic/dist/bin/ctraffic-analyze.cjs /usr/local/bin/ctraffic-analyze \
    && ln -s /opt/ctraffic/dist/bin/ctraffic-lab.cjs /usr/local/bin/ctraffic-lab \
    && ln -s /opt/ctraffic/dist/bin/ctraffic-plot.cjs /usr/local/bin/ctraffic-plot \
    && mkdir /data \
    && chown 1000:1000 /data
# Files that are named without a folder: journals, pictures.
WORKDIR /data
USER 1000:1000
EXPOSE 5003/tcp 5003/udp
ENTRYPOINT ["ctraffic"]
