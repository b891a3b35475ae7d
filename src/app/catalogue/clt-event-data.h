/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the tab of events reads and writes: functions for the threads of the store. */

#include "app/widgets/clt-audience-view.h"
#include "core/delivery/clt-event-field.h"
#include "core/store/clt-store.h"

G_BEGIN_DECLS

/* The list on the left. */
typedef struct
{
  CltEvent *event;
  CltEventResult result;
} CltEventLine;

typedef struct
{
  GPtrArray *lines; /* CltEventLine, newest first */
} CltEventOverview;

void clt_event_overview_free (gpointer overview);
/* A CltStoreFunc; needs no data. */
gpointer
clt_event_overview_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error);

typedef enum
{
  CLT_GUEST_CLIENT,
  CLT_GUEST_TIER,
  CLT_GUEST_ANSWER,
  CLT_GUEST_ATTENDED,
  CLT_GUEST_SENT,
  CLT_GUEST_INVITED,
  CLT_N_GUEST_COLUMNS,
} CltGuestColumn;

/* All about one. */
typedef struct
{
  CltEvent *event;
  CltEventResult result;
  guint todo;
  CltEventFields *fields;
  GPtrArray *channels; /* CltChannel: of the invitation's product, or none */
  CltCellRows *guests; /* by client */
  CltEventEffect near, far;
} CltEventData;

void clt_event_data_free (gpointer data);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltEventData, clt_event_data_free)
/* A CltStoreFunc; @data is a gint64* id. */
gpointer
clt_event_data_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error);

typedef enum
{
  CLT_CANDIDATE_CLIENT,
  CLT_CANDIDATE_TIER,
  CLT_CANDIDATE_LOTS,
  CLT_CANDIDATE_REASON,
  CLT_N_CANDIDATE_COLUMNS,
} CltCandidateColumn;

/* Whom to invite. A CltStoreFunc that gives a CltAudience; @data is a CltEventOrder with an expression and a channel. */
gpointer
clt_event_audience_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error);

/* An action. */
typedef struct
{
  gint64 event_id, client_id;
  const CltEventField *field;
  char *text; /* value, answer, theme */
  char *expression, *channel, *who;
  GArray *ids; /* (nullable) gint64 */
  gboolean flag;
} CltEventOrder;

CltEventOrder *clt_event_order_new (gint64 event_id, const char *text, const char *who);
void clt_event_order_free (gpointer order);
/* CltActionFuncs; @data is a CltEventOrder. */
gboolean clt_event_order_create (CltConn *conn, gpointer data, GError **error);
gboolean clt_event_order_set (CltConn *conn, gpointer data, GError **error);
gboolean clt_event_order_invite (CltConn *conn, gpointer data, GError **error);
gboolean clt_event_order_answer (CltConn *conn, gpointer data, GError **error);
gboolean clt_event_order_attend (CltConn *conn, gpointer data, GError **error);
gboolean clt_event_order_close (CltConn *conn, gpointer data, GError **error);
gboolean clt_event_order_follow_up (CltConn *conn, gpointer data, GError **error);

G_END_DECLS
