/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which cell styles show a number as a date. */

#include "core/exchange/clt-xlsx-private.h"

#include <stdlib.h>

#define MAX_STYLES 100000

typedef struct
{
  GHashTable *codes; /* format number -> CltFormat */
  GArray *formats;
  gboolean in_cells;
} Load;

static guint
get_number (const char **attributes, const char *name)
{
  const char *text = clt_xml_get_attribute (attributes, name);

  return text != NULL ? strtoul (text, NULL, 10) : 0;
}

static void
on_start (gpointer data, const char *name, const char **attributes)
{
  Load *load = data;
  const char *code;

  if (g_str_equal (name, "numFmt"))
    {
      code = clt_xml_get_attribute (attributes, "formatCode");
      if (code != NULL)
        g_hash_table_insert (load->codes, GUINT_TO_POINTER (get_number (attributes, "numFmtId")),
                             GUINT_TO_POINTER (clt_format_from_code (code)));
    }
  else if (g_str_equal (name, "cellXfs"))
    load->in_cells = TRUE;
  else if (load->in_cells && g_str_equal (name, "xf") && load->formats->len < MAX_STYLES)
    {
      guint id = get_number (attributes, "numFmtId");
      gpointer own;
      CltFormat format = clt_format_from_builtin (id);

      if (g_hash_table_lookup_extended (load->codes, GUINT_TO_POINTER (id), NULL, &own))
        format = GPOINTER_TO_UINT (own);
      g_array_append_val (load->formats, format);
    }
}

static void
on_end (gpointer data, const char *name)
{
  Load *load = data;

  if (g_str_equal (name, "cellXfs"))
    load->in_cells = FALSE;
}

static void
on_text (gpointer data, const char *text, gsize length)
{
}

static const CltXmlHandlers handlers = { on_start, on_end, on_text };

GArray *
clt_styles_load (CltArchive *archive, const char *part, GError **error)
{
  g_autoptr (GHashTable) codes = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) formats = g_array_new (FALSE, FALSE, sizeof (CltFormat));
  Load load = { codes, formats, FALSE };

  if (part != NULL &&
      !clt_part_parse (archive, part, CLT_PART_SMALL, &handlers, &load, NULL, error))
    return NULL;
  return g_steal_pointer (&formats);
}
