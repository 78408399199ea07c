"""Pages of imports: upload, name the columns, look at the dry run, watch, undo, mend refused rows.
Opens no file: what is shown was read by the worker."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copywriter.formats.export import escaped
from merchant_portal.accounts.access import merchant_page
from merchant_portal.accounts.paging import keyset_page
from merchant_portal.catalog import problems, services
from merchant_portal.catalog.columns import TARGET_NAMES, columns_of
from merchant_portal.catalog.forms import UploadForm
from merchant_portal.catalog.models import FactProposal, Import, ImportEvent, ImportRow
from merchant_portal.catalog.services.imports import can_be_undone

State, Action = Import.State, ImportRow.Action
PAGE = 50


@require_GET
@merchant_page
def import_list(request: HttpRequest, merchant: str) -> HttpResponse:
    """The files brought so far, and the place to drop the next one."""
    page = keyset_page(
        Import.objects.select_related("started_by"), ("-started_at", "-id"), request.GET.get("after", ""), 25
    )
    return render(request, "catalog/imports.html", {"page": page, "form": UploadForm()})


@require_POST
@merchant_page
def upload(request: HttpRequest, merchant: str) -> HttpResponse:
    """Takes a file and shows how it is read."""
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            row = services.start_import(
                merchant=request.merchant,
                upload=form.cleaned_data["file"],
                language=form.cleaned_data["language"],
                by=request.user,
                now=timezone.now(),
            )
        except services.TooBig:
            form.add_error("file", _("The file is larger than 15 MB. Split it and import the parts."))
        else:
            return redirect("catalog:import", merchant=merchant, imported=row.pk)
    page = keyset_page(Import.objects.select_related("started_by"), ("-started_at", "-id"), "", 25)
    return render(request, "catalog/imports.html", {"page": page, "form": form})


def get_import(pk: int) -> Import:
    return get_object_or_404(Import.objects.select_related("started_by"), pk=pk)


@require_GET
@merchant_page
def import_page(request: HttpRequest, merchant: str, imported: int) -> HttpResponse:
    """One import, whatever its state; while the worker is at it, the part that moves asks again."""
    row = get_import(imported)
    context = page_context(request, row)
    if request.htmx and not request.htmx.boosted:
        part = "catalog/_rows.html" if request.htmx.target == "rows" else "catalog/_import.html"
        return render(request, part, context)
    return render(request, "catalog/import.html", context)


def page_context(request: HttpRequest, row: Import) -> dict[str, Any]:
    now = timezone.now()
    action = request.GET.get("show", "")
    action = action if action in Action.values else ""
    rows = ImportRow.objects.filter(imported=row)
    rows = rows.filter(action=action) if action else rows
    context: dict[str, Any] = {
        "imported": row,
        "error": problems.told(row.error),
        "action": action,
        "running": row.state in (State.UPLOADED, State.RUNNING)
        or (row.sniffed.get("undo_asked") and row.state != State.UNDONE),
        "can_undo": can_be_undone(row, now) and not row.sniffed.get("undo_asked"),
        "undo_until": row.finished_at and row.finished_at + services.UNDO_FOR,
    }
    naming = row.state == State.PREVIEWED and row.format == "generic" and "columns" in request.GET
    context["naming"] = naming
    if row.state == State.MAPPING or naming:
        context["columns"] = columns_of(row)
        context["targets"] = TARGET_NAMES.items()
    if row.state not in (State.UPLOADED, State.MAPPING, State.FAILED):
        context["page"] = keyset_page(rows, ("number",), request.GET.get("after", ""), PAGE)
        context["numbers"] = [
            (Action.CREATE, _("new"), row.created),
            (Action.CHANGE, _("changed"), row.changed),
            (Action.SAME, _("unchanged"), row.same),
            (Action.REFUSED, _("refused"), row.refused),
        ]
        context["to_write"] = row.created + row.changed
    if row.state == State.PREVIEWED:
        context["blanks"] = _blanking(row)
    if row.state == State.RUNNING:
        context["pace"] = _pace(row, now)
    if row.state in (State.DONE, State.UNDONE, State.CANCELLED):
        context["result"] = ImportEvent.objects.filter(imported=row, new=row.state).last()
    if row.state == State.DONE:
        waiting = FactProposal.objects.filter(product__last_import=row, state=FactProposal.State.PROPOSED)
        context["proposals"] = waiting.filter(product__archived_at__isnull=True).count()
        context["samples"] = waiting.select_related("product").order_by("product_id", "pk")[:6]
    return context


def _blanking(row: Import) -> int:
    """How many products have a cell that would blank what is stored. Looked for in the text of the differences: both
    databases can, and neither has an operator for it that the other has too."""
    rows = ImportRow.objects.filter(imported=row, action=Action.CHANGE)
    texts = rows.annotate(told=Cast("diff", TextField()))
    return texts.filter(Q(told__contains='"blanks": true') | Q(told__contains='"blanks":true')).count()


def _pace(row: Import, now: Any) -> dict[str, Any]:
    """Rows a second since the run began, and the seconds left at that pace."""
    began = ImportEvent.objects.filter(imported=row, new=State.RUNNING).last()
    seconds = max(1.0, (now - began.at).total_seconds()) if began else 1.0
    rate = row.rows_done / seconds
    left = max(0, row.created + row.changed - row.rows_done)
    return {"rate": round(rate), "left": round(left / rate) if rate else None, "total": row.created + row.changed}


@require_POST
@merchant_page
def map_columns(request: HttpRequest, merchant: str, imported: int) -> HttpResponse:
    """Takes what each column holds, and reads the file by it."""
    row = get_import(imported)
    columns = columns_of(row, request.POST)
    if not any(column.target == "title" for column in columns):
        messages.error(request, _("Say which column holds the product's name."))
        return render(request, "catalog/import.html", {**page_context(request, row), "columns": columns})
    mapping = {column.header: column.mapped for column in columns}
    return _act(request, row, services.map_import, mapping=mapping, language=request.POST.get("language", ""))


@require_POST
@merchant_page
def again(request: HttpRequest, merchant: str, imported: int) -> HttpResponse:
    """Reads the file once more in the language that was chosen."""
    return _act(request, get_import(imported), services.read_again, language=request.POST.get("language", ""))


@require_POST
@merchant_page
def confirm(request: HttpRequest, merchant: str, imported: int) -> HttpResponse:
    """Writes what the dry run showed."""
    return _act(request, get_import(imported), services.confirm_import, blanks=bool(request.POST.get("blanks")))


@require_POST
@merchant_page
def cancel(request: HttpRequest, merchant: str, imported: int) -> HttpResponse:
    return _act(request, get_import(imported), services.cancel_import)


@require_POST
@merchant_page
def undo(request: HttpRequest, merchant: str, imported: int) -> HttpResponse:
    return _act(request, get_import(imported), services.undo_import)


@require_POST
@merchant_page
def take_facts(request: HttpRequest, merchant: str, imported: int) -> HttpResponse:
    """Takes the proposed facts of all products of the import."""
    row = get_import(imported)
    services.take_all_of_import(imported=row, by=request.user, now=timezone.now())
    messages.success(request, _("The proposed facts are being taken. You can go on; the products fill as it goes."))
    return redirect("catalog:import", merchant=merchant, imported=row.pk)


def _act(request: HttpRequest, row: Import, do: Any, **values: Any) -> HttpResponse:
    try:
        do(imported=row, by=request.user, now=timezone.now(), **values)
    except services.NotNow:
        messages.warning(request, _("That can't be done any more; this is how the import stands now."))
    if not request.htmx:
        return redirect("catalog:import", merchant=request.merchant.slug, imported=row.pk)
    return render(request, "catalog/_import.html", page_context(request, get_import(row.pk)))


@require_http_methods(["GET", "POST"])
@merchant_page
def fix(request: HttpRequest, merchant: str, imported: int, row: int) -> HttpResponse:
    """One refused row with its cells as fields, and what became of it."""
    found = get_object_or_404(ImportRow.objects.select_related("imported"), pk=row, imported_id=imported)
    if request.method == "POST":
        cells = dict(zip(request.POST.getlist("header"), request.POST.getlist("cell"), strict=False))
        try:
            found = services.fix_row(row=found, cells=cells, by=request.user, now=timezone.now())
        except services.NotNow:
            messages.warning(request, _("That can't be done any more; this is how the import stands now."))
        if not request.htmx:
            return redirect("catalog:import", merchant=merchant, imported=imported)
    editing = found.action == Action.REFUSED
    if not request.htmx:
        return render(request, "catalog/fix_row.html", {"row": found, "editing": editing, "cells": _cells(found)})
    response = render(
        request,
        "catalog/_row.html",
        {"row": found, "editing": editing, "imported": found.imported, "cells": _cells(found)},
    )
    if request.method == "POST" and not editing:
        response["HX-Trigger"] = "rowMended"
    return response


def _cells(row: ImportRow) -> list[tuple[str, str]]:
    """The cells of a row as fields, those that go somewhere first."""
    mapping = row.imported.mapping
    return sorted(row.cells.items(), key=lambda cell: bool(mapping) and not mapping.get(cell[0]))


@require_GET
@merchant_page
def refused(request: HttpRequest, merchant: str, imported: int) -> StreamingHttpResponse:
    """The refused rows as they came, with an `error` column, for a spreadsheet."""
    row = get_import(imported)
    found = list(
        ImportRow.objects.filter(imported=row, action=Action.REFUSED)
        .order_by("number")
        .values("cells", "error", "number")
    )
    headers = list(dict.fromkeys([*row.sniffed.get("headers", []), *(h for r in found for h in r["cells"])]))
    lines = [[*(r["cells"].get(h, "") for h in headers), str(r["number"]), problems.told(r["error"])] for r in found]
    response = StreamingHttpResponse(_csv([*headers, "row", "error"], lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="refused-{row.pk}.csv"'
    return response


class _Echo:
    def write(self, text: str) -> str:
        return text


def _csv(headers: list[str], lines: list[list[str]]) -> Iterator[bytes]:
    writer = csv.writer(_Echo())
    yield b"\xef\xbb\xbf"
    for line in [headers, *lines]:
        yield writer.writerow([escaped(cell) for cell in line]).encode()
