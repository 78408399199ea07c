"""What: products, their facts, the evidence for them, and the files they came in.
Knows nothing of copy; says `facts_changed` to whoever listens."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from copywriter.records import Fact, ProductFacts, Variant
from merchant_portal.accounts.models import Event, Merchant, User

#: Products that the lists show.
ON_OFFER = models.Q(archived_at__isnull=True)


class ProductQuerySet(models.QuerySet["Product"]):
    def active(self) -> ProductQuerySet:
        return self.filter(ON_OFFER)


class Product(models.Model):
    """One product of one merchant. `facts` is an ordered list of {"name", "value"}; `variants` of {"sku", "facts"}.
    `version` rises with every change: a save names the version it saw."""

    merchant = models.ForeignKey(Merchant, on_delete=models.CASCADE, related_name="products")
    sku = models.CharField(_("SKU"), max_length=255)
    title = models.CharField(_("title"), max_length=500)
    category = models.CharField(_("category"), max_length=300, blank=True)
    brand = models.CharField(_("brand"), max_length=200, blank=True)
    price = models.DecimalField(_("price"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    language = models.CharField(_("language"), max_length=10, default="en")
    image_url = models.URLField(_("image address"), max_length=1000, blank=True)
    image = models.ImageField(_("image"), upload_to="products/", blank=True)
    facts = models.JSONField(default=list, blank=True)
    variants = models.JSONField(default=list, blank=True)
    own_text = models.TextField(_("the shop's own text"), blank=True)
    own_html = models.TextField(blank=True)  # as it came: tables and images are kept at export
    source = models.JSONField(
        default=dict, blank=True
    )  # format, handle, columns: what an export in the same shape needs
    last_import = models.ForeignKey("Import", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    facts_count = models.PositiveSmallIntegerField(default=0)
    search = models.TextField(blank=True)  # changes.search_text: what the list looks for words in
    archived_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField()

    objects = ScopedManager(merchant="merchant", _manager_class=models.Manager.from_queryset(ProductQuerySet))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["merchant", "sku"], name="one_product_a_sku")]
        # Partial: with archived_at as a column instead, PostgreSQL sorted all 100,000 rows of a shop for each page (it
        # takes "IS NULL" for no constant when it looks for an order): 120 ms, and under 20 ms since.
        indexes = [
            models.Index(fields=["merchant", *order], name=f"product_by_{name}", condition=ON_OFFER)
            for name, order in (
                ("recent", ["-updated_at", "-id"]),
                ("title", ["title", "id"]),
                ("category", ["category", "id"]),
                ("sku", ["sku", "id"]),
                # Words are looked for anywhere, so the whole index is read: 5 MB of it, and not the 200 of the rows.
                ("words", ["search"]),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def as_record(self) -> ProductFacts:
        """The frozen record that the library writes from and checks against."""
        return ProductFacts(
            sku=self.sku,
            title=self.title,
            category=self.category,
            brand=self.brand,
            price=str(self.price) if self.price is not None else "",
            currency=self.currency,
            language=self.language,
            facts=tuple(Fact(f["name"], f["value"]) for f in self.facts),
            variants=tuple(
                Variant(tuple(Fact(f["name"], f["value"]) for f in v.get("facts", ())), v.get("sku", ""))
                for v in self.variants
            ),
        )


class ProductEvent(Event):
    """Who changed which fact or field, from what to what (`data`: {"field": [old, new]})."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="events")
    objects = ScopedManager(merchant="product__merchant")


class FactProposal(models.Model):
    """A fact read out of the merchant's own words, waiting for a person to take it."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        TAKEN = "taken", _("taken")
        DISMISSED = "dismissed", _("dismissed")

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="proposals")
    name = models.CharField(max_length=200)
    value = models.CharField(max_length=1000)
    quote = models.CharField(max_length=500)
    field = models.CharField(max_length=40)  # where the quote stands: title, options, tags, category, own_text
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(merchant="product__merchant")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["product", "name", "value"], name="one_proposal_a_fact")]

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"


class Import(models.Model):
    """One file on its way into the catalogue."""

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("being read")
        MAPPING = "mapping", _("columns to be named")
        PREVIEWED = "previewed", _("ready to import")
        RUNNING = "running", _("importing")
        DONE = "done", _("imported")
        FAILED = "failed", _("could not be read")
        CANCELLED = "cancelled", _("cancelled")
        UNDONE = "undone", _("undone")

    merchant = models.ForeignKey(Merchant, on_delete=models.CASCADE, related_name="imports")
    file = models.FileField(upload_to="imports/")
    filename = models.CharField(max_length=255)
    state = models.CharField(max_length=10, choices=State.choices, default=State.UPLOADED)
    format = models.CharField(max_length=20, blank=True)
    encoding = models.CharField(max_length=20, blank=True)
    sniffed = models.JSONField(default=dict, blank=True)  # headers, sample rows, guessed mapping
    mapping = models.JSONField(default=dict, blank=True)
    rows_total = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    attempt = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    started_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(merchant="merchant")

    class Meta:
        indexes = [models.Index(fields=["merchant", "-started_at"], name="import_recent")]

    def __str__(self) -> str:
        return self.filename


class ImportEvent(Event):
    imported = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="events")
    objects = ScopedManager(merchant="imported__merchant")


class ImportRow(models.Model):
    """One product (or refused row) of a file: what would happen, what did, and what stood there before (for undo)."""

    class Action(models.TextChoices):
        CREATE = "create", _("new")
        CHANGE = "change", _("changed")
        SAME = "same", _("unchanged")
        REFUSED = "refused", _("refused")

    imported = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()  # of the first source row, header = 1
    action = models.CharField(max_length=8, choices=Action.choices)
    sku = models.CharField(max_length=255, blank=True)
    title = models.CharField(max_length=500, blank=True)
    parsed = models.JSONField(default=dict, blank=True)  # what will be written
    cells = models.JSONField(default=dict, blank=True)  # refused rows: the cells as they came
    diff = models.JSONField(default=list, blank=True)  # [{"field", "old", "new", "blanks": bool}]
    error = models.TextField(blank=True)
    product = models.ForeignKey(Product, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    before = models.JSONField(null=True, blank=True)
    version_after = models.PositiveIntegerField(null=True, blank=True)
    applied = models.BooleanField(default=False)

    objects = ScopedManager(merchant="imported__merchant")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["imported", "number"], name="one_row_a_number")]
        indexes = [models.Index(fields=["imported", "action", "number"], name="import_rows_by_action")]

    def __str__(self) -> str:
        return f"{self.number}: {self.action}"


class SavedMapping(models.Model):
    """How a merchant named the columns of a table with these headers."""

    merchant = models.ForeignKey(Merchant, on_delete=models.CASCADE, related_name="mappings")
    headers_hash = models.CharField(max_length=64)
    mapping = models.JSONField()
    saved_at = models.DateTimeField()

    objects = ScopedManager(merchant="merchant")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["merchant", "headers_hash"], name="one_mapping_a_table")]

    def __str__(self) -> str:
        return self.headers_hash[:12]


class Evidence(models.Model):
    """A document that settles claims: what it proves, for what, until when."""

    class Type(models.TextChoices):
        TEST_REPORT = "test_report", _("test report")
        PATENT = "patent", _("patent")
        CERTIFICATE = "certificate", _("certificate")
        AWARD = "award", _("award")
        LICENCE = "licence", _("licence")
        SALES_FIGURES = "sales_figures", _("sales figures")
        OTHER = "other", _("other")

    merchant = models.ForeignKey(Merchant, on_delete=models.CASCADE, related_name="evidence")
    type = models.CharField(max_length=20, choices=Type.choices)
    title = models.CharField(_("title"), max_length=200)
    scope = models.CharField(_("what it proves"), max_length=500, blank=True)
    number = models.CharField(_("number"), max_length=120, blank=True)
    issued_by = models.CharField(_("issued by"), max_length=200, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    file = models.FileField(upload_to="evidence/", blank=True)
    products = models.ManyToManyField(Product, blank=True, related_name="evidence")  # none: the whole shop
    added_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(merchant="merchant")

    def __str__(self) -> str:
        return self.title
