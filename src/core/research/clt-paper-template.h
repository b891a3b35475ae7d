/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/research/clt-paper.h"

G_BEGIN_DECLS

/* Sections with their first text; the client's figures stand in the sentences of a plan.
 * (element-type CltPaperSection) (transfer full) */
GPtrArray *clt_paper_template_fill (CltPaperKind kind, const CltPaperFacts *facts);
CltPaperSection *clt_paper_section_new (const char *key, const char *text);
void clt_paper_section_free (CltPaperSection *section);

G_END_DECLS
