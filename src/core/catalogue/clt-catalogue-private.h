/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the files of catalogue/ share. */

#include "core/store/clt-action.h"

G_BEGIN_DECLS

/* An SQL condition: on @day a version of @product is in force. */
#define CLT_SQL_PRODUCT_IN_FORCE(product, day)                                                     \
  "EXISTS (SELECT 1 FROM product_version v WHERE v.product_id = " product                          \
  " AND v.state <> 'draft' AND v.valid_from <= " day                                               \
  " AND (v.valid_to IS NULL OR v.valid_to >= " day ")"                                             \
  " AND NOT EXISTS (SELECT 1 FROM product_version l WHERE l.product_id = " product                 \
  " AND l.state <> 'draft' AND l.valid_from <= " day " AND (l.valid_from > v.valid_from"           \
  " OR (l.valid_from = v.valid_from AND l.number > v.number))))"

/* Two spellings of one person's name are one person: width, case and blanks do not matter. */
gboolean clt_catalogue_is_same_person (const char *a, const char *b);

G_END_DECLS
