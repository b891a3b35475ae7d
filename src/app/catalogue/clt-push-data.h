/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the push centre reads and writes: functions for the threads of the store. */

#include "app/catalogue/clt-push-lines.h"
#include "core/catalogue/clt-product.h"
#include "core/charts/clt-chart.h"
#include "core/store/clt-store.h"

G_BEGIN_DECLS

/* The list on the left. */
typedef struct
{
  GPtrArray *pushes; /* CltPush, newest first */
} CltPushOverview;

void clt_push_overview_free (CltPushOverview *overview);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltPushOverview, clt_push_overview_free)
/* A CltStoreFunc; needs no data. */
gpointer
clt_push_overview_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error);
const char *clt_push_get_state_label (const CltPush *push);

/* What a plan can be made of. */
typedef struct
{
  GPtrArray *products; /* CltProduct; to be chosen are those in force */
  GPtrArray *lists;    /* CltClientList */
  GPtrArray *staff;    /* CltStaff */
  GPtrArray *channels; /* CltChannel */
} CltPushChoices;

void clt_push_choices_free (CltPushChoices *choices);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltPushChoices, clt_push_choices_free)
/* A CltStoreFunc; needs no data. */
gpointer
clt_push_choices_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error);

/* Who would get it. */
typedef struct
{
  CltPushPreview *preview;
  CltPushLines *lines;
  CltChart *load; /* (nullable): planned and free hours, day by day; NULL: no working day */
  guint n_over;   /* days on which more is planned than the staff can do */
} CltPushAnswer;

void clt_push_answer_free (CltPushAnswer *answer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltPushAnswer, clt_push_answer_free)
/* A CltStoreFunc; @data is a CltPushPlan. */
gpointer
clt_push_answer_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error);
/* A CltStoreFunc; @data is a gint64* id of a push, the result CltPushLines. */
gpointer
clt_push_items_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error);

/* An action of the push centre. */
typedef struct
{
  gint64 id;         /* of the push, or of the item */
  CltPushPlan *plan; /* (nullable) */
  char *who, *reason;
} CltPushOrder;

CltPushOrder *clt_push_order_new (gint64 id, const char *who);
void clt_push_order_free (gpointer order);
/* CltActionFuncs; @data is a CltPushOrder. */
gboolean clt_push_order_create (CltConn *conn, gpointer data, GError **error);
gboolean clt_push_order_release (CltConn *conn, gpointer data, GError **error);
gboolean clt_push_order_cancel (CltConn *conn, gpointer data, GError **error);
gboolean clt_push_order_override (CltConn *conn, gpointer data, GError **error);

G_END_DECLS
