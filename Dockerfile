# SPDX-License-Identifier: Apache-2.0
FROM swift:6.2-bookworm AS build
RUN apt-get update \
  && apt-get install -y --no-install-recommends libyaml-dev pkg-config \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY Package.swift ./
COPY Sources Sources
COPY Tests Tests
RUN swift build -c release --product wflint -Xswiftc -static-executable -Xlinker --gc-sections -Xlinker -s

FROM debian:bookworm-slim
# git for what CI runs besides, shellcheck for WF801, time zones for schedules.
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates git shellcheck tzdata \
  && rm -rf /var/lib/apt/lists/*
COPY --from=build /source/.build/release/wflint /usr/local/bin/wflint
RUN useradd --create-home --uid 1000 wflint
USER wflint
WORKDIR /work
ENTRYPOINT ["wflint"]
CMD ["check"]
