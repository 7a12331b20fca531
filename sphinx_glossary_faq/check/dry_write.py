"""Log the warnings that Sphinx logs when it writes a page as HTML, without writing the page.

They are about code, toctrees, images, the conditions of `only`, and links that can be written with
`sphinx.ext.extlinks`.  Handlers of other extensions are not called.
"""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from docutils.transforms import Transform
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.highlighting import PygmentsBridge
from sphinx.transforms.post_transforms import OnlyNodeTransform
from sphinx.transforms.post_transforms.code import (
    HighlightLanguageTransform,
    TrimDoctestFlagsTransform,
)
from sphinx.transforms.post_transforms.images import ImageConverter

from sphinx_glossary_faq.compat import run_post_transforms
from sphinx_glossary_faq.conditions import condition_of, is_active


def dry_write(app: Sphinx, docname: str, document: nodes.document) -> None:
    """Log the warnings about *document*, which is changed."""
    run_post_transforms(app, document, tuple(_transforms(app)))
    for element in list(document.findall(nodes.Element)):
        if (condition := condition_of(element)) and not is_active(condition, app.builder):
            element.parent.remove(element)
    for toctree in document.findall(addnodes.toctree):
        # Themes show hidden toctrees in their sidebars.
        app.env.resolve_toctree(docname, app.builder, toctree, includehidden=True)
    transforms = app.registry.get_post_transforms()
    if not any(issubclass(transform, ImageConverter) for transform in transforms):
        app.builder.post_process_images(document)
    bridge = PygmentsBridge()
    for node in document.findall():
        _highlight(node, bridge, app.config)


def _transforms(app: Sphinx) -> Iterator[type[Transform]]:
    yield from (OnlyNodeTransform, HighlightLanguageTransform, TrimDoctestFlagsTransform)
    if "sphinx.ext.extlinks" in app.extensions:
        from sphinx.ext.extlinks import ExternalLinksChecker  # imported already by the extension

        yield ExternalLinksChecker


def _highlight(node: nodes.Node, bridge: PygmentsBridge, config: Config) -> None:
    """Highlight a code block or code in a line, as `HTML5Translator` does."""
    match node:
        case nodes.literal_block() | nodes.doctest_block() if node.rawsource == node.astext():
            source, language = node.rawsource, node.get("language", "default")
        case nodes.literal() if "code" in node["classes"] and "kbd" not in node["classes"]:
            source, language = node.astext(), node.get("language", "")
        case _:
            return
    if language:
        options = config.highlight_options.get(language, {})
        force = node.get("force", False)
        bridge.highlight_block(source, language, options, force, location=node)
