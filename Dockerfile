# The server in a container: docker build -t passerelle .
#
#   docker run --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges \
#     -v passerelle:/var/lib/passerelle -e PASSERELLE_API_KEY=… -p 127.0.0.1:5000:5000 passerelle
#
# A glossary of your own: -v ./maison.tsv:/etc/passerelle/maison.tsv:ro, and “--glossary /etc/passerelle/maison.tsv” at the end.
# Review in the browser: -v ./catalogues:/catalogues, a folder that user 10001 may write, and “--catalogues /catalogues” at the end.

FROM python:3.13-slim AS build
# Any uv of these years reads pyproject.toml alike.
RUN pip install --no-cache-dir "uv>=0.5,<1"
WORKDIR /src
COPY . .
# uv, since it heeds what pyproject.toml leaves out of argostranslate's requirements: GBs that are never imported.
RUN UV_PROJECT_ENVIRONMENT=/opt/passerelle uv sync --no-dev --extra server --no-editable --compile-bytecode

FROM python:3.13-slim
COPY --from=build /opt/passerelle /opt/passerelle
RUN useradd --system --uid 10001 --home-dir /var/lib/passerelle --create-home passerelle
# The model is unpacked below, and the memory read there; nothing else is written but /tmp.
ENV PATH=/opt/passerelle/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    HOME=/var/lib/passerelle \
    PASSERELLE_CACHE=/var/lib/passerelle/cache \
    PASSERELLE_CONFIG=/var/lib/passerelle/config \
    PASSERELLE_MEMORY=/var/lib/passerelle/memory.sqlite
USER 10001
WORKDIR /var/lib/passerelle
VOLUME /var/lib/passerelle
EXPOSE 5000
STOPSIGNAL SIGTERM
HEALTHCHECK --start-period=60s CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:5000/health', timeout=3)"]
ENTRYPOINT ["passerelle", "serve", "--host", "0.0.0.0"]
