"""Addresses of the catalogue: products, imports, evidence."""

from django.urls import path

from merchant_portal.catalog.views import evidence, imports, products, proposals

app_name = "catalog"

shop = "m/<slug:merchant>"
product = f"{shop}/products/<int:product>"
imported = f"{shop}/imports/<int:imported>"

urlpatterns = [
    path(f"{shop}/products/", products.product_list, name="products"),
    path(f"{shop}/products/new/", products.new_product, name="new_product"),
    path(f"{shop}/products/archive/", products.archive, name="archive"),
    path(f"{shop}/products/restore/", products.restore, name="restore"),
    path(f"{product}/", products.product_page, name="product"),
    path(f"{product}/facts/", products.facts, name="facts"),
    path(f"{product}/fields/", products.fields, name="fields"),
    path(f"{product}/history/", products.history, name="history"),
    path(f"{product}/proposals/take/", proposals.take_all, name="take_all"),
    path(f"{product}/proposals/<int:proposal>/take/", proposals.take_one, name="take"),
    path(f"{product}/proposals/<int:proposal>/dismiss/", proposals.dismiss, name="dismiss"),
    path(f"{shop}/imports/", imports.import_list, name="imports"),
    path(f"{shop}/imports/upload/", imports.upload, name="upload"),
    path(f"{imported}/", imports.import_page, name="import"),
    path(f"{imported}/map/", imports.map_columns, name="map_import"),
    path(f"{imported}/again/", imports.again, name="read_again"),
    path(f"{imported}/confirm/", imports.confirm, name="confirm_import"),
    path(f"{imported}/cancel/", imports.cancel, name="cancel_import"),
    path(f"{imported}/undo/", imports.undo, name="undo_import"),
    path(f"{imported}/facts/", imports.take_facts, name="take_import_facts"),
    path(f"{imported}/refused.csv", imports.refused, name="refused_rows"),
    path(f"{imported}/rows/<int:row>/", imports.fix, name="fix_row"),
    path(f"{shop}/evidence/", evidence.locker, name="evidence"),
    path(f"{shop}/evidence/<int:evidence>/file/", evidence.document, name="evidence_file"),
    path(f"{shop}/evidence/<int:evidence>/withdraw/", evidence.withdraw, name="withdraw_evidence"),
]
