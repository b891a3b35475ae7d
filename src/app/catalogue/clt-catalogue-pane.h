/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Services, first tab: the tree of products and the editor of one. */

#include "app/widgets/clt-pane.h"

G_BEGIN_DECLS

#define CLT_TYPE_CATALOGUE_PANE (clt_catalogue_pane_get_type ())
G_DECLARE_FINAL_TYPE (CltCataloguePane, clt_catalogue_pane, CLT, CATALOGUE_PANE, CltPane)

const CltCommandGroup *clt_catalogue_pane_get_commands (void);

G_END_DECLS
