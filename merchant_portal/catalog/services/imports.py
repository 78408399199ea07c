"""Acts on imports: start, name the columns, confirm, cancel, undo, mend a refused row.
Knows no parser: files are read by the worker, never by a web process; here only one mended row of text is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.text import get_valid_filename

from copywriter.formats import MAX_BYTES
from merchant_portal.accounts.models import Merchant, User
from merchant_portal.accounts.moves import move
from merchant_portal.catalog.models import Import, ImportEvent, ImportRow, SavedMapping
from merchant_portal.catalog.tasks import read_import, run_import, undo_import_rows
from merchant_portal.catalog.worker.applying import apply_one
from merchant_portal.catalog.worker.reading import headers_hash, reread

State = Import.State
UNDO_FOR = timedelta(hours=24)


class NotNow(Exception):
    """The import is not in a state in which this can be done: somebody was first, or the time is over."""


class TooBig(Exception):
    """The upload is larger than any file that is read."""


def start_import(*, merchant: Merchant, upload: UploadedFile, language: str = "", by: User, now: datetime) -> Import:
    """Keeps the file under a name of our own and asks the worker to read it. Raises TooBig."""
    if (upload.size or 0) > MAX_BYTES:
        raise TooBig
    shown = get_valid_filename(upload.name or "file")[-255:]
    upload.name = f"{get_random_string(24).lower()}.data"
    with transaction.atomic():
        row = Import(merchant=merchant, filename=shown, started_by=by, started_at=now, file=upload)
        row.sniffed = {"options": {"language": language}} if language else {}
        row.save()
        ImportEvent.objects.create(imported=row, new=State.UPLOADED, actor=by, at=now)
        transaction.on_commit(lambda: read_import.delay(import_id=row.pk), robust=True)
    return row


def map_import(*, imported: Import, mapping: Mapping[str, str], language: str = "", by: User, now: datetime) -> None:
    """Reads the file (again) by these columns, and remembers them for the next file of this kind. Raises NotNow."""
    mapping = {header: target for header, target in mapping.items() if target}
    with transaction.atomic():
        _read_again(imported, [State.MAPPING, State.PREVIEWED], mapping, language, by=by, now=now)
        SavedMapping.objects.update_or_create(
            merchant=imported.merchant,
            headers_hash=headers_hash(imported.sniffed.get("headers", [])),
            defaults={"mapping": mapping, "saved_at": now},
        )


def read_again(*, imported: Import, language: str, by: User, now: datetime) -> None:
    """Reads the file once more, each product taken for that language ("" judges each again). Raises NotNow."""
    with transaction.atomic():
        _read_again(imported, [State.PREVIEWED], imported.mapping, language, by=by, now=now)


def _read_again(
    imported: Import, old: Sequence[str], mapping: Mapping[str, str], language: str, *, by: User, now: datetime
) -> None:
    sniffed = dict(imported.sniffed)
    sniffed["options"] = {**sniffed.get("options", {}), "language": language}
    start_over = {"rows_done": 0, "error": "", "lease_until": None, "attempt": 0}
    _move(imported, old, State.UPLOADED, by=by, now=now, mapping=dict(mapping), sniffed=sniffed, **start_over)
    ImportRow.objects.filter(imported=imported).delete()
    transaction.on_commit(lambda: read_import.delay(import_id=imported.pk), robust=True)


def confirm_import(*, imported: Import, blanks: bool = False, by: User, now: datetime) -> None:
    """Writes what the dry run showed. `blanks` lets empty cells overwrite what is stored. Raises NotNow."""
    sniffed = dict(imported.sniffed)
    sniffed["options"] = {**sniffed.get("options", {}), "blanks": blanks}
    _move(
        imported,
        [State.PREVIEWED],
        State.RUNNING,
        by=by,
        now=now,
        rows_done=0,
        sniffed=sniffed,
        lease_until=None,
        attempt=0,
    )
    transaction.on_commit(lambda: run_import.delay(import_id=imported.pk), robust=True)


def cancel_import(*, imported: Import, by: User, now: datetime) -> None:
    """Stops it where it stands: what was written stays, and can be undone. Raises NotNow."""
    states = [State.UPLOADED, State.MAPPING, State.PREVIEWED, State.RUNNING]
    _move(imported, states, State.CANCELLED, by=by, now=now, finished_at=now, lease_until=None)


def can_be_undone(imported: Import, now: datetime) -> bool:
    """Within a day of its end, and not twice."""
    ended = imported.finished_at
    return imported.state in (State.DONE, State.CANCELLED) and ended is not None and now - ended <= UNDO_FOR


def undo_import(*, imported: Import, by: User, now: datetime) -> None:
    """Asks the worker to put back what stood there before; products changed since stay as they are. Raises NotNow."""
    if not can_be_undone(imported, now) or imported.sniffed.get("undo_asked"):
        raise NotNow
    with transaction.atomic():
        sniffed = {**imported.sniffed, "undo_asked": now.isoformat()}
        if not Import.objects.filter(pk=imported.pk, state=imported.state).update(sniffed=sniffed):
            raise NotNow
        ImportEvent.objects.create(imported=imported, old=imported.state, new="undo asked", actor=by, at=now)
        transaction.on_commit(lambda: undo_import_rows.delay(import_id=imported.pk, user_id=by.pk), robust=True)


def fix_row(*, row: ImportRow, cells: Mapping[str, str], by: User, now: datetime) -> ImportRow:
    """Reads a refused row again with its cells mended: it joins the dry run, or is written at once where the import is
    done already. Where it is still refused, the new reason stands on it. Raises NotNow."""
    imported = row.imported
    if imported.state not in (State.PREVIEWED, State.DONE) or row.action != ImportRow.Action.REFUSED:
        raise NotNow
    row = reread(row=row, cells={header: cells.get(header, text) for header, text in row.cells.items()})
    if row.action != ImportRow.Action.REFUSED and imported.state == State.DONE:
        apply_one(row=row, by=by, now=now)
    return row


def _move(imported: Import, old: Sequence[str], new: str, *, by: User, now: datetime, **values: object) -> None:
    with transaction.atomic():
        if not move(Import.objects.filter(pk=imported.pk), old=old, new=new, **values):
            raise NotNow
        ImportEvent.objects.create(imported=imported, old=imported.state, new=new, actor=by, at=now)
