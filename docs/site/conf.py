"""Sphinx's settings for the site: stage.py gathers the sources, `make docs` calls both. Pages load nothing from elsewhere."""

import os

project = "resnetc"
version = release = os.environ["RESNETC_VERSION"]
html_title = f"resnetc {version}"
extensions = ["myst_parser"]
myst_heading_anchors = 4  # links to headings, as the pages have them
exclude_patterns = ["extra"]
highlight_language = "none"  # what a fence does not name is no program
smartquotes = False  # "--run" is an option, not a dash
html_static_path = ["static"]
html_css_files = ["site.css"]
html_theme = "furo"  # light and dark; its fonts are the system's
html_extra_path = ["extra"]
html_show_copyright = html_copy_source = html_show_sourcelink = False
