/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Files that are part of the program. @path: absolute, within its resources. */

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* (transfer full) */
GBytes *clt_resource_load (const char *path, GError **error);
/* (transfer full) */
JsonNode *clt_resource_load_json (const char *path, GError **error);

G_END_DECLS
