/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the files of research/ share. */

#include "core/research/clt-study-delivery.h"

G_BEGIN_DECLS

/* @product: with a version in force on @day. */
CltStudyOffer *clt_study_offer_load (CltConn *conn,
                                     const CltStudy *study,
                                     const CltProduct *product,
                                     gint64 client_id,
                                     CltDay day,
                                     GError **error);
/* What the client holds on @day, long against short product by product, in fen at the settlement
 * price. @exposure: (out) CLT_MONEY_NONE where he holds nothing, or something whose size cannot be
 * told, or options. */
gboolean clt_study_exposure_load (CltConn *conn,
                                  gint64 client_id,
                                  CltDay day,
                                  gint64 *exposure,
                                  GError **error);
/* May a paper go by a channel of this medium? */
gboolean clt_study_medium_carries (const char *medium);

G_END_DECLS
