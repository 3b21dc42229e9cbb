import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

FOLDER = settings.BASE_DIR / "templates"
TEMPLATES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*") if path.is_file())
PAGES = [name for name in TEMPLATES if name.endswith(".html") and not name.startswith("emails/")]
# Mail is read in programs that know no style sheets; PDFs carry theirs inside.
WITH_STYLES_INSIDE = ("emails/", "pdf/")


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_template_compiles(name):
    assert get_template(name)


@pytest.mark.parametrize("name", [name for name in PAGES if not name.startswith(WITH_STYLES_INSIDE)])
def test_the_page_keeps_to_the_strict_policy(name):
    text = re.sub(r"{#.*?#}|{% comment.*?endcomment %}", "", Path(FOLDER, name).read_text(), flags=re.S)

    assert not re.search(r"<style\b", text), "styles belong in static/app.css"
    assert not re.search(r"\sstyle\s*=", text), "styles belong in static/app.css"
    assert not re.search(r"<script(?![^>]*(\bsrc=|type=\"application/json\"))", text), (
        "scripts belong in static"
    )
    assert not re.search(r"\son[a-z]+\s*=", text), "scripts belong in static"
    assert not re.search(r"(src|href|action)\s*=\s*[\"']?(https?:)?//", text), (
        "nothing comes from other hosts"
    )


def test_the_templates_were_found():
    assert "base.html" in TEMPLATES
