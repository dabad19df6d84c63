# syntax=docker/dockerfile:1
FROM golang:1.26-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends python3-pip && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=dev
RUN make build VERSION="$VERSION" \
    && bin/lakewire extensions install --into /out/extensions \
    && install -d -o 10001 -g 10001 /out/data

FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates libstdc++6 && rm -rf /var/lib/apt/lists/*
COPY --from=build /src/bin/lakewire /usr/local/bin/lakewire
# Baked in: nothing is fetched or unpacked at start, so the root file system may be read-only.
COPY --from=build /out/extensions /usr/local/lib/lakewire/extensions
COPY --from=build --chown=10001:10001 /out/data /var/lib/lakewire
ENV LAKEWIRE_EXTENSION_DIR=/usr/local/lib/lakewire/extensions \
    LAKEWIRE_DIR=/var/lib/lakewire \
    LAKEWIRE_LISTEN=0.0.0.0:5432
USER 10001:10001
VOLUME /var/lib/lakewire
EXPOSE 5432
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s CMD ["lakewire", "probe"]
ENTRYPOINT ["lakewire"]
CMD ["serve"]
