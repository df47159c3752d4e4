"""What starts the program elsewhere (container, service, hooks, pipelines) calls it as it can be called."""

import json
import os
import re
import shlex
import subprocess
import sys
import textwrap
from pathlib import Path

import polib
import pytest
from typer.testing import CliRunner

from passerelle.translate.cli import app

ROOT = Path(__file__).parents[1]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


ENTRY = json.loads(re.findall(r"^ENTRYPOINT (.*)$", read("Dockerfile"), re.MULTILINE)[0])
STARTED = re.findall(r"^ExecStart=/opt/passerelle/bin/(.*)$", read("deploy/passerelle.service"), re.MULTILINE)
HOOKED = re.findall(r"entry: (.*)", read(".pre-commit-hooks.yaml"))
PIPED = re.findall(r"- (?:run: )?(passerelle check [^>]*?) >", read("README.md"))


@pytest.mark.parametrize("command", [shlex.join(ENTRY), *STARTED, *HOOKED, *PIPED])
def test_commands_and_options_are_there(command: str) -> None:
    program, *words = shlex.split(command)
    assert program == "passerelle"
    names = [word for word in words if re.fullmatch(r"[a-z]+", word)][: 2 if "glossary" in words else 1]
    result = CliRunner().invoke(app, [*names, "--help"])
    assert result.exit_code == 0
    assert [word for word in words if word.startswith("--") and word not in result.output] == []


def test_nothing_was_missed() -> None:
    assert (len(STARTED), len(HOOKED), len(PIPED)) == (1, 2, 3)


@pytest.mark.parametrize(
    ("path", "hooks"),
    [
        ("locales/en/LC_MESSAGES/a.po", [0]),
        ("export.xliff", [0]),
        ("glossary/terms/care.tsv", [1]),
        ("glossaire.tsv", [1]),
        ("data/results.tsv", []),
        ("a.pot", []),
    ],
)
def test_hooks_look_at_their_files(path: str, hooks: list[int]) -> None:
    patterns = re.findall(r"files: (.*)", read(".pre-commit-hooks.yaml"))
    assert [number for number, pattern in enumerate(patterns) if re.search(pattern, path)] == hooks


def test_the_container_runs_as_nobody_and_keeps_its_key_out() -> None:
    """A key in an image could be read by whoever has the image."""
    told = read("Dockerfile")
    assert re.search(r"^USER \d+$", told, re.MULTILINE)
    assert not re.search(r"^(?:ENV|ARG).*API_KEY", told, re.MULTILINE)


def test_the_container_is_built_as_hadolint_advises() -> None:
    hadolint = Path(sys.executable).with_name("hadolint")
    done = subprocess.run([hadolint, ROOT / "Dockerfile"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def blocks() -> list[str]:
    """The pipelines of the README: GitHub's, GitLab's, and the configuration of pre-commit."""
    section = read("README.md").partition("## In a pipeline")[2].partition("\n## ")[0]
    return [
        textwrap.dedent(block)
        for block in re.findall(r"(?:^    .*\n|^\n)+", section, re.MULTILINE)
        if block.strip()
    ]


@pytest.mark.parametrize(("number", "schema"), [(0, "github-workflows"), (1, "gitlab-ci")])
def test_pipelines_are_what_their_hosts_read(tmp_path: Path, number: int, schema: str) -> None:
    """By the schemas that the hosts publish."""
    path = tmp_path / "pipeline.yml"
    head = "name: translations\non: push\n" if schema == "github-workflows" else ""
    path.write_text(head + blocks()[number], encoding="utf-8")
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--builtin-schema",
        f"vendor.{schema}",
        path,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def pre_commit(*arguments: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PRE_COMMIT_HOME": str(folder / "home"),
        "GIT_CONFIG_GLOBAL": os.devnull,
    }
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with one catalogue, one glossary, and a table that is none."""
    (tmp_path / "glossary").mkdir()
    po = polib.POFile()
    po.metadata = {"Language": "en", "Content-Type": "text/plain; charset=UTF-8"}
    po.append(polib.POEntry(msgid="Un lit.", msgstr="A bed."))
    po.save(str(tmp_path / "a.po"))
    tmp_path.joinpath("glossary", "a.tsv").write_text("id\tfr\ten\nlit\tlit\tbed\n", encoding="utf-8")
    tmp_path.joinpath("results.tsv").write_text("1\t2\n", encoding="utf-8")
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    subprocess.run(["git", "-C", tmp_path, "add", "."], check=True)
    return tmp_path


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="pre-commit takes hooks from a git repository")
def test_hooks_run_and_stop_what_is_wrong(repository: Path) -> None:
    """With the passerelle that is installed, and without a network."""
    hooks = (ROOT, "--all-files", "--verbose")
    done = pre_commit("try-repo", *hooks, folder=repository)
    assert done.stdout.count("Passed") == 2, done.stdout + done.stderr
    assert "1 entries" in done.stdout or "1 entry" in done.stdout
    assert "1 concept" in done.stdout
    (repository / "a.po").write_text(
        (repository / "a.po").read_text(encoding="utf-8").replace("A bed.", "Deux 12 lits."), encoding="utf-8"
    )
    done = pre_commit("try-repo", ROOT, "passerelle-check", "--all-files", folder=repository)
    assert (done.returncode, "exit code: 1" in done.stdout) == (1, True)


def test_the_hooks_and_their_example_are_what_pre_commit_reads(tmp_path: Path) -> None:
    manifest = pre_commit("validate-manifest", ROOT / ".pre-commit-hooks.yaml", folder=tmp_path)
    assert manifest.returncode == 0, manifest.stdout
    path = tmp_path / "config.yaml"
    path.write_text(
        blocks()[2].replace("PASSERELLE", "https://example.org/passerelle").replace("COMMIT", "a" * 40),
        encoding="utf-8",
    )
    config = pre_commit("validate-config", path, folder=tmp_path)
    assert (config.returncode, "WARNING" in config.stdout + config.stderr) == (0, False), config.stdout
