/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/clients/clt-filter-private.h"

#include <string.h>

G_DEFINE_QUARK (clt - filter - error - quark, clt_filter_error)

void
clt_filter_free (CltFilter *filter)
{
  if (filter == NULL)
    return;
  clt_filter_free (filter->left);
  clt_filter_free (filter->right);
  g_clear_pointer (&filter->values, g_array_unref);
  g_free (filter);
}

static void
clear_value (gpointer data)
{
  FilterValue *value = data;

  g_free (value->text);
}

CltFilter *
clt_filter_new (NodeKind kind, CltFilter *left, CltFilter *right)
{
  CltFilter *node = g_new0 (CltFilter, 1);

  node->kind = kind;
  node->left = left;
  node->right = right;
  node->values = g_array_new (FALSE, TRUE, sizeof (FilterValue));
  g_array_set_clear_func (node->values, clear_value);
  return node;
}

gboolean
clt_filter_uses (const CltFilter *filter, const char *name)
{
  if (filter == NULL)
    return FALSE;
  return (filter->field != NULL && g_str_equal (filter->field->name, name)) ||
         clt_filter_uses (filter->left, name) || clt_filter_uses (filter->right, name);
}

char *
clt_filter_quote (const char *text)
{
  if (strchr (text, '"') == NULL)
    return g_strconcat ("\"", text, "\"", NULL);
  if (strchr (text, '\'') == NULL)
    return g_strconcat ("'", text, "'", NULL);
  return g_strconcat ("“", text, "”", NULL);
}
