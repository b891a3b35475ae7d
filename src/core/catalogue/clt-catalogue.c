/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-text.h"
#include "core/catalogue/clt-catalogue-private.h"

gboolean
clt_catalogue_is_same_person (const char *a, const char *b)
{
  g_autofree char *plain_a = clt_text_normalize_header (a, -1);
  g_autofree char *plain_b = clt_text_normalize_header (b, -1);

  return g_str_equal (plain_a, plain_b);
}
