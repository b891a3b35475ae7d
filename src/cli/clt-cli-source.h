/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/exchange/clt-source.h"

G_BEGIN_DECLS

/* Turns --encoding and --delimiter (both nullable) into @options, which else find everything from
 * the content. FALSE: a usage error, already told. */
gboolean
clt_cli_parse_source (const char *encoding, const char *delimiter, CltSourceOptions *options);

G_END_DECLS
