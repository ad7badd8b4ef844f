# A server that searches an index in /index. docs/operate.md says how to build, fill and run it.
FROM python:3.11-slim AS build

WORKDIR /src
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/onrecord
# On x86-64, the default index of pip has only PyTorch for GPUs, which takes several GB more. For the CPU build, give the
# address of the index on PyTorch's site: docker build --build-arg TORCH_INDEX=ADDRESS .
ARG TORCH_INDEX=
COPY constraints.txt ./
RUN test -z "$TORCH_INDEX" \
    || /opt/onrecord/bin/pip install --index-url "$TORCH_INDEX" --no-deps "$(grep '^torch==' constraints.txt)"
COPY pyproject.toml README.md LICENSE onrecord.py ./
COPY embeddings ./embeddings
COPY indexer ./indexer
COPY search_api ./search_api
COPY eval ./eval
# The base install, without extras.
RUN /opt/onrecord/bin/pip install --constraint constraints.txt .

FROM python:3.11-slim

RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/onrecord onrecord \
    && install --directory --owner=onrecord --group=onrecord /index /cache
COPY --from=build /opt/onrecord /opt/onrecord

ENV PATH=/opt/onrecord/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    ONRECORD_INDEX=/index \
    ONRECORD_CACHE=/cache \
    ONRECORD_HOST=0.0.0.0 \
    ONRECORD_LOG_FORMAT=json
USER onrecord
VOLUME ["/index", "/cache"]
EXPOSE 8000
STOPSIGNAL SIGTERM
# Uses the port from ONRECORD_PORT, or from the settings file that ONRECORD_CONFIG names.
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s CMD ["onrecord", "serve", "--check"]
ENTRYPOINT ["onrecord"]
CMD ["serve"]
