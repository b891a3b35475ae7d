/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/clt-field-place.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/store/clt-store.h"

#define MOST 1000000

const CltFieldPlace *
clt_field_place_find (const CltFieldPlace *places, const char *field)
{
  for (const CltFieldPlace *place = places; place->field != NULL; place++)
    if (g_str_equal (place->field, field))
      return place;
  return NULL;
}

char *
clt_field_place_dup (const CltFieldPlace *place, gconstpointer record)
{
  gconstpointer member = (const char *) record + place->offset;
  const char *text;

  switch (place->kind)
    {
    case CLT_PLACE_COUNT:
      return g_strdup_printf ("%d", *(const int *) member);
    case CLT_PLACE_ID:
      return g_strdup_printf ("%" G_GINT64_FORMAT, *(const gint64 *) member);
    case CLT_PLACE_TEXT:
    case CLT_PLACE_LINES:
    default:
      text = *(const char *const *) member;
      return g_strdup (text == NULL ? "" : text);
    }
}

static gboolean
parse_count (const char *text, int *number, GError **error)
{
  gint64 value = -1;

  if (clt_value_parse_integer (text, strlen (text), &value) == CLT_VALUE_OK && value >= 0 &&
      value <= MOST)
    {
      *number = (int) value;
      return TRUE;
    }
  /* Translators: %s is what was typed. */
  return clt_store_refuse (error, _ ("“%s” is not a whole number from 0 on."), text);
}

gboolean
clt_field_place_set (const CltFieldPlace *place, gpointer record, const char *text, GError **error)
{
  gpointer member = (char *) record + place->offset;
  g_autofree char *clean = NULL;

  switch (place->kind)
    {
    case CLT_PLACE_COUNT:
      return parse_count (text, member, error);
    case CLT_PLACE_ID:
      *(gint64 *) member = g_ascii_strtoll (text, NULL, 10);
      return TRUE;
    case CLT_PLACE_TEXT:
    case CLT_PLACE_LINES:
    default:
      clean =
        place->kind == CLT_PLACE_LINES ? g_strstrip (g_strdup (text)) : clt_text_clean (text, -1);
      clt_set_str (member, clean);
      return TRUE;
    }
}
