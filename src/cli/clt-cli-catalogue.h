/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/clt-cli.h"

G_BEGIN_DECLS

/* import FILE products EDITED.xlsx. @set: values of --set (nullable). Returns an exit code. */
int clt_cli_import_catalogue (const CltCliCommon *common, char **set, gboolean dry_run);

G_END_DECLS
