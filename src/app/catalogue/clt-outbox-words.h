/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the outbox says about how things stand. */

#include "app/catalogue/clt-outbox-data.h"
#include "core/delivery/clt-mail.h"

G_BEGIN_DECLS

/* Messages in @state; -1: all but the sent ones. */
guint clt_outbox_facts_count (const CltOutboxFacts *facts, int state);
/* What is due, now or later; the short messages among it. */
guint clt_outbox_facts_count_waiting (const CltOutboxFacts *facts);
guint clt_outbox_facts_count_texts (const CltOutboxFacts *facts);

/* The one thing to know. (transfer full) */
char *clt_outbox_facts_dup_head (const CltOutboxFacts *facts);
/* And what comes of it, "": nothing to say. @sending: a run is under way. (transfer full) */
char *clt_outbox_facts_dup_note (const CltOutboxFacts *facts, gboolean sending);
/* (nullable): what cannot go out before somebody says through which server. */
const char *clt_outbox_facts_get_lack (const CltOutboxFacts *facts);
/* What came of a run. (transfer full) */
char *clt_outbox_dup_outcome (const CltMailResult *sent);

G_END_DECLS
