/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/clt-catalogue-dialogs.h"

#include "app/widgets/clt-form-dialog.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

static char *
dup_product_name (const CltProductData *data)
{
  return g_strdup (*data->version->name != '\0' ? data->version->name : data->product->code);
}

/* ---- new ones ------------------------------------------------------------------------------- */

typedef struct
{
  gint64 id, parent_id;
} CategoryRef;

static CltCatalogueEntry *
entry_new (CltFormDialog *form)
{
  const CategoryRef *ref = clt_form_dialog_get_data (form);
  CltCatalogueEntry *entry = g_new0 (CltCatalogueEntry, 1);

  entry->id = ref->id;
  entry->category_id = ref->parent_id;
  entry->name = clt_form_dialog_dup_text (form, 0);
  entry->who = g_strdup (clt_desk_get_who (clt_form_dialog_get_desk (form)));
  return entry;
}

static void
apply_new_product (CltFormDialog *form)
{
  CltCatalogueEntry *entry = entry_new (form);

  entry->code = clt_form_dialog_dup_text (form, 1);
  clt_form_dialog_act (form, "product.create", entry->name, clt_catalogue_add_product, entry,
                       clt_catalogue_entry_free);
}

static CategoryRef *
category_ref_new (gint64 id, gint64 parent_id)
{
  CategoryRef *ref = g_new0 (CategoryRef, 1);

  ref->id = id;
  ref->parent_id = parent_id;
  return ref;
}

void
clt_catalogue_dialog_new_product (GtkWidget *parent, CltDesk *desk, const CltCategory *category)
{
  g_autofree char *body =
    /* Translators: %s is the name of a category. */
    g_strdup_printf (_ ("It begins as a draft in “%s”; nobody gets it before it is approved."),
                     category->name);
  CltFormDialog *form = clt_form_dialog_new (parent, desk, _ ("New Product"), body);

  clt_form_dialog_set_data (form, category_ref_new (0, category->id), g_free);
  clt_form_dialog_add_entry (form, _ ("_Name"), "", TRUE);
  clt_form_dialog_add_entry (form, _ ("C_ode, short and lasting"), "", TRUE);
  clt_form_dialog_present (form, _ ("Cr_eate"), apply_new_product);
}

static void
apply_category (CltFormDialog *form)
{
  CltCatalogueEntry *entry = entry_new (form);

  clt_form_dialog_act (form, "category.save", entry->name, clt_catalogue_save_category, entry,
                       clt_catalogue_entry_free);
}

void
clt_catalogue_dialog_new_category (GtkWidget *parent, CltDesk *desk, gint64 parent_id)
{
  CltFormDialog *form = clt_form_dialog_new (parent, desk, _ ("New Category"), NULL);

  clt_form_dialog_set_data (form, category_ref_new (0, parent_id), g_free);
  clt_form_dialog_add_entry (form, _ ("_Name"), "", TRUE);
  clt_form_dialog_present (form, _ ("Cr_eate"), apply_category);
}

void
clt_catalogue_dialog_rename_category (GtkWidget *parent, CltDesk *desk, gint64 id, const char *name)
{
  CltFormDialog *form = clt_form_dialog_new (parent, desk, _ ("Rename the Category"), NULL);

  clt_form_dialog_set_data (form, category_ref_new (id, 0), g_free);
  clt_form_dialog_add_entry (form, _ ("_Name"), name, TRUE);
  clt_form_dialog_present (form, _ ("_Rename"), apply_category);
}

/* ---- the life of a version ------------------------------------------------------------------- */

/* What the form is about. */
typedef struct
{
  gint64 product_id;
  char *name;
} VersionRef;

static void
version_ref_free (gpointer data)
{
  VersionRef *ref = data;

  g_free (ref->name);
  g_free (ref);
}

static VersionRef *
version_ref_new (const CltProductData *data)
{
  VersionRef *ref = g_new0 (VersionRef, 1);

  ref->product_id = data->product->id;
  ref->name = dup_product_name (data);
  return ref;
}

/* NULL when the day is none, which the form then says. */
static CltProductChange *
version_change_new (CltFormDialog *form, CltProductChangeKind kind)
{
  const VersionRef *ref = clt_form_dialog_get_data (form);
  CltProductChange *change;
  CltDay day;

  if (!clt_form_dialog_get_day (form, 0, &day))
    return NULL;
  change = clt_product_change_new (kind, ref->product_id);
  change->day = day;
  return change;
}

static void
apply_approve (CltFormDialog *form)
{
  const VersionRef *ref = clt_form_dialog_get_data (form);
  CltProductChange *change = version_change_new (form, CLT_PRODUCT_APPROVE);
  g_autofree char *name = g_strdup (ref->name);

  if (change == NULL)
    return;
  change->who = g_strdup (clt_desk_get_who (clt_form_dialog_get_desk (form)));
  clt_form_dialog_act (form, "product.approve", name, clt_product_change_run, change,
                       clt_product_change_free);
}

void
clt_catalogue_dialog_approve (GtkWidget *parent, CltDesk *desk, const CltProductData *data)
{
  const char *who = clt_desk_get_who (desk), *author = data->version->author;
  VersionRef *ref = version_ref_new (data);
  g_autofree char *today = clt_day_format (clt_today ());
  /* Translators: who sits at the desk, then who wrote it. */
  g_autofree char *body =
    g_strdup_printf (_ ("%s approves what %s has written; nobody approves his own. An approved "
                        "version is never changed again: later edits go into a new draft."),
                     who, author);
  /* Translators: %s is the name of a product. */
  g_autofree char *heading = g_strdup_printf (_ ("Approve “%s”"), ref->name);
  CltFormDialog *form = clt_form_dialog_new (parent, desk, heading, body);

  clt_form_dialog_set_data (form, ref, version_ref_free);
  clt_form_dialog_add_entry (form, _ ("In _force from"), today, TRUE);
  clt_form_dialog_present (form, _ ("_Approve"), apply_approve);
}

static void
apply_retire (CltFormDialog *form)
{
  const VersionRef *ref = clt_form_dialog_get_data (form);
  CltProductChange *change = version_change_new (form, CLT_PRODUCT_RETIRE);
  g_autofree char *name = g_strdup (ref->name);

  if (change != NULL)
    clt_form_dialog_act (form, "product.retire", name, clt_product_change_run, change,
                         clt_product_change_free);
}

void
clt_catalogue_dialog_retire (GtkWidget *parent, CltDesk *desk, const CltProductData *data)
{
  VersionRef *ref = version_ref_new (data);
  g_autofree char *last = clt_day_format (MAX (clt_today (), data->product->latest->valid_from));
  /* Translators: %s is the name of a product. */
  g_autofree char *heading = g_strdup_printf (_ ("Retire “%s”"), ref->name);
  CltFormDialog *form =
    clt_form_dialog_new (parent, desk, heading,
                         _ ("After its last day nobody gets it any more. What was delivered stays "
                            "in the log."));

  clt_form_dialog_set_data (form, ref, version_ref_free);
  clt_form_dialog_add_entry (form, _ ("_Last day"), last, TRUE);
  clt_form_dialog_present (form, _ ("_Retire"), apply_retire);
}
