/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/research/clt-study.h"

G_BEGIN_DECLS

/* Sections with their first text; the client's figures stand in the sentences of a plan.
 * (element-type CltStudySection) (transfer full) */
GPtrArray *clt_study_template_fill (CltStudyKind kind, const CltStudyFacts *facts);
CltStudySection *clt_study_section_new (const char *key, const char *text);
void clt_study_section_free (CltStudySection *section);

G_END_DECLS
