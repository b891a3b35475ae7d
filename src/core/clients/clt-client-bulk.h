/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* One change of one field for many clients (features C9): what it would do, and doing it.
 *
 * Fields: those of clt_client_fields that clt_client_bulk_field_is_possible() allows, by name, and
 * CLT_BULK_ADD_TAG and CLT_BULK_REMOVE_TAG. */

#include "core/clients/clt-client.h"

G_BEGIN_DECLS

#define CLT_BULK_ADD_TAG "tag+"
#define CLT_BULK_REMOVE_TAG "tag-"

typedef struct
{
  char *field;
  char *value; /* as a person types it; a tag */
  CltDay today;
} CltBulkEdit;

CltBulkEdit *clt_bulk_edit_new (const char *field, const char *value, CltDay today);
void clt_bulk_edit_free (CltBulkEdit *edit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltBulkEdit, clt_bulk_edit_free)
/* "specialist=李明", "tag=+VIP", "tag=-VIP". NULL: @text is no such thing. */
CltBulkEdit *clt_bulk_edit_parse (const char *text, CltDay today);

/* Fields that several clients may share; a name or an identity number is none. */
gboolean clt_client_bulk_field_is_possible (const char *field);
/* "Specialist: 李明", for people. (transfer full) */
char *clt_bulk_edit_describe (const CltBulkEdit *edit);

/* How many clients have which value now. */
typedef struct
{
  char *before; /* for people, "–" for none */
  gint64 n;
} CltBulkGroup;

typedef struct
{
  GPtrArray *groups; /* CltBulkGroup: who changes, most first */
  char *after;       /* for people */
  gint64 n_changed;  /* sum of the groups */
  gint64 n_same;     /* who has the value already */
  gint64 n_outside;  /* whom the field does not concern: clients without a sales stage */
} CltBulkPreview;

void clt_bulk_preview_free (CltBulkPreview *preview);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltBulkPreview, clt_bulk_preview_free)

/* Checks the value (CLT_STORE_ERROR_INVALID, _NOT_FOUND) and counts. @ids: element-type gint64.
 * O(ids). */
CltBulkPreview *
clt_client_bulk_preview (CltConn *conn, const CltBulkEdit *edit, GArray *ids, GError **error);

typedef struct
{
  gint64 n_changed;
  gint64 n_refused; /* what the rules of the field do not allow */
  char *reason;     /* (nullable): of the first one refused */
} CltBulkOutcome;

void clt_bulk_outcome_clear (CltBulkOutcome *outcome);

/* Inside an action. Changes those of @ids that have another value; who is refused keeps what he
 * has. @progress (nullable) hears fractions; a cancelled @cancellable (nullable) ends with
 * G_IO_ERROR_CANCELLED, and the action is to be rolled back. */
gboolean clt_client_bulk_apply (CltConn *conn,
                                const CltBulkEdit *edit,
                                GArray *ids,
                                void (*progress) (double fraction, gpointer data),
                                gpointer progress_data,
                                GCancellable *cancellable,
                                CltBulkOutcome *outcome,
                                GError **error);

G_END_DECLS
