"""Acts on the catalogue, a file a noun: products, proposed facts, imports, evidence."""

from merchant_portal.catalog.services.evidence import NotADocument, add_evidence, withdraw_evidence
from merchant_portal.catalog.services.imports import (
    UNDO_FOR,
    NotNow,
    TooBig,
    cancel_import,
    confirm_import,
    fix_row,
    map_import,
    read_again,
    start_import,
    undo_import,
)
from merchant_portal.catalog.services.products import (
    ChangedMeanwhile,
    NotAnImage,
    SkuTaken,
    add_fact,
    archive_products,
    create_product,
    keep_image,
    restore_products,
    save_facts,
    save_product,
)
from merchant_portal.catalog.services.proposals import dismiss_proposal, take_all_of_import, take_proposals

__all__ = [
    "ChangedMeanwhile",
    "NotADocument",
    "NotAnImage",
    "NotNow",
    "UNDO_FOR",
    "SkuTaken",
    "TooBig",
    "add_evidence",
    "add_fact",
    "archive_products",
    "cancel_import",
    "confirm_import",
    "create_product",
    "dismiss_proposal",
    "fix_row",
    "keep_image",
    "map_import",
    "read_again",
    "restore_products",
    "save_facts",
    "save_product",
    "start_import",
    "take_all_of_import",
    "take_proposals",
    "undo_import",
    "withdraw_evidence",
]
