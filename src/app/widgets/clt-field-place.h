/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Where a record keeps the value of a field, as a row of an editor shows it and as it is typed: a
 * table of names and offsets. Fields that are more than one member of a record are not in it. */

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CLT_PLACE_TEXT,  /* char *, one line */
  CLT_PLACE_LINES, /* char *, several */
  CLT_PLACE_COUNT, /* int, from 0 on; also of switches: "1" and "0" */
  CLT_PLACE_ID,    /* gint64, of a choice */
} CltPlaceKind;

typedef struct
{
  const char *field;
  CltPlaceKind kind;
  gsize offset; /* in the record */
} CltFieldPlace;

/* (nullable): that of @field in @places, which end with an empty one. */
const CltFieldPlace *clt_field_place_find (const CltFieldPlace *places, const char *field);
/* (transfer full) */
char *clt_field_place_dup (const CltFieldPlace *place, gconstpointer record);
/* Refuses what is no number. Texts are kept without blanks around them. */
gboolean
clt_field_place_set (const CltFieldPlace *place, gpointer record, const char *text, GError **error);

G_END_DECLS
