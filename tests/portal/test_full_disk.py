"""A full disk is told to the person whose step it stopped, in a page and to htmx alike; what was saved stays."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse
from django_scopes import scope

from merchant_portal.accounts.models import Merchant, User
from merchant_portal.catalog.models import Product


@pytest.mark.parametrize(("language", "words"), [("en", "The disk of this site is full"), ("zh-hans", "站点磁盘已满")])
def test_an_upload_that_does_not_fit(
    language: str,
    words: str,
    acme: Merchant,
    alice: User,
    as_: Callable[[User], Client],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(self: Any, name: str, content: Any) -> str:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(FileSystemStorage, "_save", full)
    client = as_(alice)
    client.raise_request_exception = False
    alice.language = language
    alice.save(update_fields=["language"])
    file = SimpleUploadedFile("mugs.csv", b"Handle,Title\nmug,Mug\n", "text/csv")
    answer = client.post(reverse("catalog:upload", args=["acme"]), {"file": file, "language": "en"})
    assert answer.status_code == 507
    assert words in answer.content.decode()


@contextmanager
def no_more_room() -> Iterator[None]:
    """A database that can't grow: SQLite by its own limit, so with its own error; elsewhere with the server's words."""
    if connection.vendor != "sqlite":
        with connection.execute_wrapper(_refuse_writes):
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1")  # it never goes below what is there
    yield
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1073741823")


class DiskFull(OperationalError):
    sqlstate = "53100"


def _refuse_writes(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    if sql.startswith("INSERT"):
        raise DiskFull("could not extend file")
    return execute(sql, params, many, context)


def test_a_row_that_the_database_has_no_room_for(
    transactional_db: None, acme: Merchant, alice: User, as_: Callable[[User], Client]
) -> None:
    client = as_(alice)
    client.raise_request_exception = False
    address = reverse("catalog:new_product", args=["acme"])
    with no_more_room():
        for number in range(2000):  # free pages within the file come first
            answer = client.post(
                address, {"title": f"Mug {number} " + "wide " * 40, "sku": f"M{number}", "language": "en"}
            )
            if answer.status_code != 302:
                break
    assert answer.status_code == 507
    assert "The disk of this site is full" in answer.content.decode()
    with scope(merchant=acme):
        assert Product.objects.count() == number  # what was saved before stays, the last step left nothing


def test_another_failure_is_not_called_a_full_disk(
    acme: Merchant, alice: User, as_: Callable[[User], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: Any, name: str, content: Any) -> str:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(FileSystemStorage, "_save", broken)
    client = as_(alice)
    client.raise_request_exception = False
    file = SimpleUploadedFile("mugs.csv", b"Handle,Title\nmug,Mug\n", "text/csv")
    answer = client.post(reverse("catalog:upload", args=["acme"]), {"file": file, "language": "en"})
    assert answer.status_code == 500
    assert "Something broke on our side" in answer.content.decode()
