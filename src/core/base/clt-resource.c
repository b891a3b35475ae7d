/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-resource.h"

/* The resource sits in a static library: naming it here keeps the linker from dropping it. */
extern GResource *clt_core_get_resource (void);

GBytes *
clt_resource_load (const char *path, GError **error)
{
  return g_resource_lookup_data (clt_core_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE,
                                 error);
}

JsonNode *
clt_resource_load_json (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = clt_resource_load (path, error);
  g_autofree char *text = NULL;

  if (bytes == NULL)
    return NULL;
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return json_from_string (text, error);
}
