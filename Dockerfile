# Two stages: the first builds with tools, the second runs with none.
FROM python:3.11-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy
WORKDIR /src
RUN python -m venv /opt/tika && /opt/tika/bin/pip install --quiet "uv==0.13.8"
COPY pyproject.toml requirements.lock README.md LICENSE ./
COPY src ./src
# The lock also covers the tests' tools; as a constraint it decides versions and hashes of what is needed to run.
RUN /opt/tika/bin/uv pip install --quiet --python /opt/tika/bin/python --constraint requirements.lock \
    ".[postgres,redis,cards,sandbox]"

FROM python:3.11-slim-bookworm
# pg_dump and pg_restore for backups; CJK and colour emoji for the cards.
# Debian keeps one version of each package, so a pin would break with the next update.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends postgresql-client fonts-noto-cjk fonts-noto-color-emoji \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /data --create-home tika
COPY --from=build /opt/tika /opt/tika
ENV PATH=/opt/tika/bin:$PATH PYTHONUNBUFFERED=1 TIKA_STORAGE__DATA_FOLDER=/data TIKA_HEALTH__HOST=0.0.0.0
USER 10001
WORKDIR /data
VOLUME /data
EXPOSE 8710
HEALTHCHECK --interval=30s --timeout=4s --start-period=30s \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8710/health', timeout=3)"]
ENTRYPOINT ["tika"]
CMD ["run"]
