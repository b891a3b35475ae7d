/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The entitlement matrix as it stands on the screen: what is kept, what has been typed and not kept
 * yet, and what that would cost. Loading reads once; everything else is arithmetic on at most a few
 * hundred cells, without SQL, so that it follows every keystroke however many clients there are. */

#include "core/catalogue/clt-entitlement.h"
#include "core/catalogue/clt-product.h"
#include "core/store/clt-store.h"

G_BEGIN_DECLS

/* One product; tiers are indexed by CltTier, unrated is never used. */
typedef struct
{
  gint64 product_id;
  char *name;
  char *category;    /* of its first product (nullable): a heading above the row */
  gboolean in_force; /* on the day: nothing else can be promised */
  CltTier min_tier;
  int minutes;     /* of one delivery */
  gint64 cost;     /* fen of one delivery */
  char **channels; /* keys, in order of preference */
  CltRight kept[CLT_N_TIERS], shown[CLT_N_TIERS];
  GArray *exceptions; /* gint64: clients with a right of their own on the day */
} CltMatrixRow;

typedef struct _CltMatrixSheet
{
  CltDay day;
  GPtrArray *rows; /* CltMatrixRow, in the order of the catalogue */
  CltMatrixBase base;
} CltMatrixSheet;

void clt_matrix_sheet_free (CltMatrixSheet *sheet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltMatrixSheet, clt_matrix_sheet_free)
/* A CltStoreFunc; @data is a CltDay*. */
gpointer
clt_matrix_sheet_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error);

CltMatrixRow *clt_matrix_sheet_get_row (const CltMatrixSheet *sheet, guint row);
/* Why nothing can be promised there, as a sentence; NULL: something can. (transfer full) */
char *clt_matrix_sheet_dup_refusal (const CltMatrixSheet *sheet, guint row, CltTier tier);
/* FALSE: nothing can be promised there. */
gboolean
clt_matrix_sheet_set (CltMatrixSheet *sheet, guint row, CltTier tier, const CltRight *right);
/* What one key makes of a cell. @typed: (inout): the number being typed, 0: none. FALSE: the key means
 * nothing here. n - none, r on request, u unlimited, digits and w m q y so many a period, c the next
 * channel. */
gboolean
clt_matrix_sheet_type (CltMatrixSheet *sheet, guint row, CltTier tier, gunichar key, int *typed);
/* The cell's right in every cell from @row, @tier to @last_row, @last_tier. */
void clt_matrix_sheet_fill (CltMatrixSheet *sheet,
                            guint row,
                            CltTier tier,
                            guint last_row,
                            CltTier last_tier);
/* A higher tier gets less than this one. */
gboolean clt_matrix_sheet_is_inverted (const CltMatrixSheet *sheet, guint row, CltTier tier);
/* Raises every higher tier of the row that gets less. */
void clt_matrix_sheet_fix (CltMatrixSheet *sheet, guint row);

gboolean clt_matrix_sheet_is_changed (const CltMatrixSheet *sheet);
/* All that is typed and not kept, together. */
void clt_matrix_sheet_get_cost (const CltMatrixSheet *sheet, CltMatrixCost *cost);
void clt_matrix_sheet_revert (CltMatrixSheet *sheet);

/* What is to be kept: an action. */
typedef struct _CltMatrixChanges CltMatrixChanges;
/* (transfer full): what is typed counts as kept from here on. */
CltMatrixChanges *clt_matrix_sheet_take_changes (CltMatrixSheet *sheet);
void clt_matrix_changes_free (gpointer changes);
/* A CltActionFunc; @data is a CltMatrixChanges. */
gboolean clt_matrix_changes_run (CltConn *conn, gpointer data, GError **error);

G_END_DECLS
