/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* CltListing: any list that a screen shows, as it stands there, for paper and for a workbook: rows of
 * cells that are texts for people and, in columns of figures, numbers for programs. */

#include "core/calls/clt-contact-log.h"
#include "core/complaints/clt-complaint-register.h"
#include "core/delivery/clt-push.h"
#include "core/quality/clt-figure-list.h"
#include "core/report/clt-export.h"
#include "core/report/clt-paper.h"
#include "core/training/clt-training-result.h"

G_BEGIN_DECLS

typedef struct _CltListing CltListing;

void clt_listing_free (CltListing *listing);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltListing, clt_listing_free)

/* The clients behind a figure, in the order of @question, with the columns that the dashboard shows. */
CltListing *clt_listing_new_figure (CltConn *conn,
                                    const CltFigureQuestion *question,
                                    const char *title,
                                    GError **error);
/* The work list of @day as @who sees it. */
CltListing *clt_listing_new_today (CltConn *conn, CltDay day, const char *who, GError **error);

/* Messages as the outbox lists them; see clt_message_ids(). */
CltListing *clt_listing_new_messages (CltConn *conn, int state, const char *words, GError **error);
/* Plans and notes in the order of @ids (element-type gint64), or all. */
CltListing *clt_listing_new_studies (CltConn *conn, const GArray *ids, GError **error);
/* Festivals and, client by client, birthdays in @from … @to. */
CltListing *clt_listing_new_greetings (CltConn *conn, CltDay from, CltDay to, GError **error);
/* Who would get what is planned, and who is held back, why. @items: (element-type CltPushItem)
 * (nullable): what was planned before; @title: of the plan. */
CltListing *clt_listing_new_preview (CltConn *conn,
                                     const CltPushPreview *preview,
                                     const GPtrArray *items,
                                     const char *title,
                                     GError **error);

/* What was owed and delivered in the periods around @day, product by product, together and by tier.
 * @tier: that one only; -1: all. */
CltListing *clt_listing_new_ledger (CltConn *conn, CltDay day, int tier, GError **error);

/* The register of complaints. @who: (nullable): who looks; @on_paper: only what tells cases apart. */
CltListing *clt_listing_new_complaints (CltConn *conn,
                                        CltRegisterView view,
                                        const CltComplaintQuery *query,
                                        const char *who,
                                        gboolean on_paper,
                                        GError **error);
/* The log of contacts, newest first. */
CltListing *clt_listing_new_contacts (CltConn *conn, const CltContactQuery *query, GError **error);
/* The calls that are due at @at, as @who sees the queue. */
CltListing *clt_listing_new_calls (CltConn *conn, const char *who, gint64 at, GError **error);
/* How courses and sessions ended, the lines of clt_tally_load() or some of them (element-type
 * CltTally). */
CltListing *clt_listing_new_results (const GPtrArray *lines);
/* The curriculum, a row a course, headed so that the import of courses takes it back. @archived: also what
 * is in the archive. */
CltListing *clt_listing_new_curriculum (CltConn *conn, gboolean archived, GError **error);

CltPaper *clt_paper_new_listing (CltConn *conn,
                                 const CltListing *listing,
                                 const CltExportOptions *options,
                                 GError **error);
/* .xlsx, .csv or .pdf. */
gboolean clt_export_listing (CltConn *conn,
                             const CltListing *listing,
                             const CltExportOptions *options,
                             GError **error);

G_END_DECLS
