"""Build the wheel and the sdist, and use the wheel in an environment without anything else."""

from __future__ import annotations

import shutil
import sys
import tarfile
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.metadata import Metadata

import sphinx_glossary_faq
from tests.external.conftest import run

CHECKOUT = Path(__file__).parents[2]
PACKAGE = "sphinx_glossary_faq"
API_PROJECT = CHECKOUT / "tests" / "api_project"
NAME = f"{PACKAGE}-{sphinx_glossary_faq.__version__}"

PAGE = """\
Guide
=====

A cat.

.. glossary::

   cat
      It purrs.
"""


@pytest.fixture(scope="session")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the sdist, and the wheel that is built from it."""
    folder = tmp_path_factory.mktemp("dist")
    run([sys.executable, "-m", "build", "--outdir", str(folder), str(CHECKOUT)], folder)
    return folder


@pytest.fixture(scope="session")
def wheel(distributions: Path) -> Path:
    """The wheel, which runs with any Python 3."""
    return distributions / f"{NAME}-py3-none-any.whl"


@pytest.fixture(scope="session")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment with the wheel and its dependencies."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    run([str(python), "-m", "pip", "install", "-qq", str(wheel)], folder)
    return python


def package_files(folder: Path) -> set[str]:
    """Return the paths of all files of the package below *folder*."""
    return {
        path.relative_to(folder).as_posix()
        for path in (folder / PACKAGE).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_wheel_contains_the_package_and_nothing_else(wheel: Path) -> None:
    names = set(ZipFile(wheel).namelist())
    metadata = {name for name in names if name.startswith(f"{NAME}.dist-info/")}
    assert names - metadata == package_files(CHECKOUT)
    assert f"{NAME}.dist-info/licenses/LICENSE" in metadata
    assert {Path(name).suffix for name in names} >= {".css", ".mo", ".py", ".typed"}


def test_the_sdist_contains_what_its_tests_need(distributions: Path) -> None:
    with tarfile.open(distributions / f"{NAME}.tar.gz") as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert names >= package_files(CHECKOUT)
    assert names >= {"tasks.py", "tests/conftest.py", "docs/conf.py", ".ci/run", "CITATION.cff"}
    unwanted = ("__pycache__", "docs/_build", ".venv", ".hypothesis")
    assert [name for name in names if any(part in name for part in unwanted)] == []


def test_the_metadata_is_valid(distributions: Path, wheel: Path) -> None:
    """Hatchling has checked the classifiers."""
    assert len(list(distributions.iterdir())) == 2
    content = ZipFile(wheel).read(f"{NAME}.dist-info/METADATA")
    metadata = Metadata.from_email(content, validate=True)
    assert metadata.description_content_type == "text/markdown"
    assert metadata.license_expression == "BSD-2-Clause"
    assert "Typing :: Typed" in (metadata.classifiers or ())


def test_a_project_is_built_with_the_wheel(python: Path, tmp_path: Path) -> None:
    """Without any package that is not a dependency; in German, with the extension of the API."""
    (tmp_path / "conf.py").write_text(
        f"import sys\nsys.path.insert(0, {str(tmp_path)!r})\n"
        "extensions = ['glossary_count']\nlanguage = 'de'\n",
        "utf-8",
    )
    (tmp_path / "index.rst").write_text(PAGE, "utf-8")
    shutil.copy(API_PROJECT / "glossary_count.py", tmp_path)
    command = [str(python), "-I", "-m", "sphinx", "-n", "-W", "-q", str(tmp_path)]
    run([*command, str(tmp_path / "html")], tmp_path)
    assert 'class="autolinked-term' in (tmp_path / "html/index.html").read_text("utf-8")
    assert (tmp_path / "html/_static/glossary-faq.css").is_file()
    assert "terms: cat" in (tmp_path / "html/counts.txt").read_text("utf-8")
    run([str(python), "-m", "pip", "check"], tmp_path)


def test_the_types_of_the_api_are_found_in_the_wheel(python: Path, tmp_path: Path) -> None:
    shutil.copy(API_PROJECT / "glossary_count.py", tmp_path)
    options = ["--strict", "--config-file=", f"--python-executable={python}"]
    command = [sys.executable, "-m", "mypy", *options, "--cache-dir", str(tmp_path / "cache")]
    run([*command, "glossary_count.py"], tmp_path)
    wrong = tmp_path / "wrong.py"
    wrong.write_text("from sphinx_glossary_faq.api import Term\n\nTerm.nam\n", "utf-8")
    with pytest.raises(AssertionError, match="has no attribute"):
        run([*command, "wrong.py"], tmp_path)
