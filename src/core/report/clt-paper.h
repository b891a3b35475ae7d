/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What is printed: a document that is read once, in a worker, and broken into pages of any size
 * afterwards, so that preview, printer and PDF show the same. A row of a table is never split
 * between pages. Values are masked as on the screen. */

#include <cairo.h>

#include "core/charts/clt-ladder.h"
#include "core/report/clt-export.h"

G_BEGIN_DECLS

/* A4, in points */
#define CLT_PAPER_SHORT_SIDE 595.28
#define CLT_PAPER_LONG_SIDE 841.89
/* A picture, in units of which CltExportOptions.scale tells the pixels */
#define CLT_PAPER_PICTURE_WIDTH 1280
#define CLT_PAPER_PICTURE_HEIGHT 800

typedef struct _CltPaper CltPaper;

/* The dashboard of @from … @to on one page. Of @options: who, cancellable. */
CltPaper *clt_paper_new_dashboard (CltConn *conn,
                                   CltDay from,
                                   CltDay to,
                                   const CltExportOptions *options,
                                   GError **error);
/* The client list exactly as filtered and sorted, with @columns (n of them). */
CltPaper *clt_paper_new_clients (CltConn *conn,
                                 const CltClientQuery *query,
                                 const CltColumn *columns,
                                 guint n_columns,
                                 const CltExportOptions *options,
                                 GError **error);
/* The card of one client or prospect. */
CltPaper *
clt_paper_new_card (CltConn *conn, gint64 client, const CltExportOptions *options, GError **error);
/* A plan or a note (clt-study.h): the branch, the adviser with his qualification number, the client's
 * figures, the sections, the risk warning. One that is not approved says so. */
CltPaper *clt_paper_new_study (CltConn *conn,
                               gint64 version_id,
                               const CltExportOptions *options,
                               GError **error);
/* The PDF of a plan or a note: once it has gone out to a client, what went out, byte for byte. */
GBytes *clt_paper_build_study (CltConn *conn,
                               gint64 version_id,
                               const CltExportOptions *options,
                               GError **error);
/* The same into the file of @options; a picture is drawn anew. Logged. */
gboolean clt_paper_export_study (CltConn *conn,
                                 gint64 version_id,
                                 const CltExportOptions *options,
                                 GError **error);
/* What clients of @tier are entitled to on @day, by category, with the standard of each service;
 * CLT_TIER_UNRATED: a card for each of the four. */
CltPaper *clt_paper_new_service_card (CltConn *conn,
                                      CltTier tier,
                                      CltDay day,
                                      const CltExportOptions *options,
                                      GError **error);
/* The case file of a complaint: what was said, what was done when, every letter. */
CltPaper *
clt_paper_new_complaint (CltConn *conn, gint64 id, const CltExportOptions *options, GError **error);
/* One letter about a complaint, as it goes out. */
CltPaper *clt_paper_new_complaint_letter (CltConn *conn,
                                          gint64 letter_id,
                                          const CltExportOptions *options,
                                          GError **error);
/* The same of one that is not kept yet. */
CltPaper *clt_paper_new_complaint_text (CltConn *conn,
                                        const char *title,
                                        const char *text,
                                        const CltExportOptions *options);
/* The sheet on which those who come to a meeting sign in, with rows for who comes unannounced. */
CltPaper *clt_paper_new_sign_in (CltConn *conn,
                                 gint64 meeting_id,
                                 const CltExportOptions *options,
                                 GError **error);
/* The guests of an event, as a list that they sign on the way in. */
CltPaper *clt_paper_new_guests (CltConn *conn,
                                gint64 event_id,
                                const CltExportOptions *options,
                                GError **error);
/* The calendar of training of @from … @to: a week by the hour, a longer stretch as a page a month, a
 * year by level and month. */
CltPaper *clt_paper_new_timetable (CltConn *conn,
                                   CltDay from,
                                   CltDay to,
                                   const CltExportOptions *options,
                                   GError **error);
/* The ladder of a curriculum on one sheet, below @sentence. Takes @ladder. */
CltPaper *clt_paper_new_ladder (CltConn *conn,
                                CltLadder *ladder,
                                const char *sentence,
                                const CltExportOptions *options);
/* Of a course_result with a certificate. */
CltPaper *clt_paper_new_certificate (CltConn *conn,
                                     gint64 result_id,
                                     const CltExportOptions *options,
                                     GError **error);
/* All certificates that were given in a session, a page each, by name in pinyin order. */
CltPaper *clt_paper_new_certificates (CltConn *conn,
                                      gint64 session_id,
                                      const CltExportOptions *options,
                                      GError **error);
/* Likewise, of @clients only. */
CltPaper *clt_paper_new_certificates_of (CltConn *conn,
                                         gint64 session_id,
                                         const gint64 *clients,
                                         guint n_clients,
                                         const CltExportOptions *options,
                                         GError **error);
/* A questionnaire to be filled in with a pen, with codes for who keys it in. @client_id 0: blank;
 * else with what is known of the client in its texts, and his number in the code on each page. */
CltPaper *clt_paper_new_questionnaire (CltConn *conn,
                                       gint64 version_id,
                                       gint64 client_id,
                                       const CltExportOptions *options,
                                       GError **error);
/* One of these for each of @clients (element-type gint64), one after the other; without any a blank
 * one. */
CltPaper *clt_paper_new_questionnaires (CltConn *conn,
                                        gint64 version_id,
                                        const GArray *clients,
                                        const CltExportOptions *options,
                                        GError **error);
/* Ref-counted, so that a worker can log what the main thread has printed. */
CltPaper *clt_paper_ref (CltPaper *paper);
void clt_paper_unref (CltPaper *paper);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltPaper, clt_paper_unref)

/* For windows, print jobs and names of files. */
const char *clt_paper_get_title (const CltPaper *paper);
/* Whether it reads better on paper that lies on its side. */
gboolean clt_paper_is_landscape (const CltPaper *paper);
/* Clients on it. */
gint64 clt_paper_get_rows (const CltPaper *paper);

/* Breaks it into pages of @width × @height points, margins included. Returns: how many. */
guint clt_paper_lay_out (CltPaper *paper, double width, double height);
/* In points, from the corner of the sheet; on the thread that has laid it out. */
void clt_paper_draw (const CltPaper *paper, cairo_t *cr, guint page);

/* As PDF, on A4. Of @options: progress, cancellable. (transfer full) */
GBytes *clt_paper_build_pdf (CltPaper *paper, const CltExportOptions *options, GError **error);
/* Into the file of @options, whose ending decides: .pdf on A4, one sheet after the other; .png: the
 * first page as a picture. Logged. */
gboolean
clt_paper_export (CltPaper *paper, CltConn *conn, const CltExportOptions *options, GError **error);
/* Enters a print in the export log, on a connection that may write. @printer: its name. */
gboolean
clt_paper_log_print (const CltPaper *paper, CltConn *conn, const char *printer, GError **error);

G_END_DECLS
