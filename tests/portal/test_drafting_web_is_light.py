"""A web process never loads a model library, nor the reader of workbooks: every page's module is imported, and none of
them is there."""

from __future__ import annotations

import subprocess
import sys

from merchant_portal.environment import BASE_DIR

SCRIPT = """
import os, sys, django
os.environ["DJANGO_SETTINGS_MODULE"] = "merchant_portal.settings"
django.setup()
from django.urls import get_resolver
get_resolver().url_patterns
import merchant_portal.wsgi
heavy = {"torch", "transformers", "openvino", "openvino_genai", "openpyxl"}
print(" ".join(sorted(heavy & set(sys.modules))), "drafting" if
    "merchant_portal.drafting.views.products" in sys.modules else "missing")
"""


def test_no_model_library_is_imported_by_the_web_process(tmp_path):
    environment = {"VAR_DIR": str(tmp_path), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, cwd=BASE_DIR, env=environment, timeout=120
    )
    assert done.stdout.split() == ["drafting"], done.stdout + done.stderr[-1500:]
