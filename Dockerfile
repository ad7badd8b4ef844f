# A server that searches an index in /index. docs/operate.md says how to build, fill and run it.
FROM python:3.11-slim AS build

WORKDIR /src
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/onrecord
# PyTorch's CPU build: the file on PyPI brings several GB for GPUs. It exports the int8 graph; searching loads no torch.
ARG TORCH_INDEX=https://download.pytorch.org/whl/cpu
COPY constraints.txt ./
RUN /opt/onrecord/bin/pip install --index-url "$TORCH_INDEX" --no-deps "$(grep '^torch==' constraints.txt)"
COPY pyproject.toml README.md LICENSE onrecord.py ./
COPY embeddings ./embeddings
COPY indexer ./indexer
COPY search_api ./search_api
COPY eval ./eval
RUN /opt/onrecord/bin/pip install --constraint constraints.txt .

FROM python:3.11-slim

# ONNX Runtime, FAISS and LightGBM need OpenMP.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libgomp1 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --create-home --home-dir /var/lib/onrecord onrecord \
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
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen('http://127.0.0.1:' + os.environ.get('ONRECORD_PORT', '8000') + '/health/ready', timeout=4)"]
ENTRYPOINT ["onrecord"]
CMD ["serve"]
