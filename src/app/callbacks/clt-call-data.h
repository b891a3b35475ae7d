/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the workbench reads, each by a function for a worker. */

#include "core/calls/clt-call-form.h"
#include "core/calls/clt-call-words.h"
#include "core/calls/clt-contact-log.h"
#include "core/clients/clt-client.h"

G_BEGIN_DECLS

/* Who asks, and for what. */
typedef struct
{
  char *who, *desk;
  gint64 call_id; /* 0: the first one that may be made now */
  char *reason;   /* (nullable): sets a rule aside */
} CltCallRequest;

CltCallRequest *clt_call_request_new (const char *who, const char *desk, gint64 call_id);
void clt_call_request_free (gpointer request);
/* Valid while @request is. @who need not be a member of staff: then he sees all calls. */
CltCallDesk clt_call_request_get_desk (const CltCallRequest *request, CltConn *conn);

/* The queue: data is a CltCallRequest. (element-type CltQueueItem) (transfer full) */
gpointer
clt_call_queue_read (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error);

/* Why the call of a CltCallRequest is not in it, as clt_call_queue_explain(). (transfer full) */
gpointer clt_call_queue_read_reason (CltConn *conn,
                                     gpointer data,
                                     GCancellable *cancellable,
                                     GError **error);

/* A call that is on the screen. */
typedef struct
{
  CltQueueItem *item;
  char *account;
  gint64 moves;          /* how often it was put off */
  gboolean needs_reason; /* to be put off once more */
  char *greeting, *closing;
  char **words; /* of CltCallWords: of this attempt, kept before the program ended */
  gboolean has_form;
  CltForm *form;         /* (nullable): its texts are filled in; may be taken out */
  CltResponse *response; /* (nullable): begun already */
} CltCallCase;

void clt_call_case_free (gpointer data);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltCallCase, clt_call_case_free)
/* On the writer: puts a call on the screen of the desk and reads it; NULL without an error: nothing
 * is to be done. Data is a CltCallRequest. */
gpointer
clt_call_case_take (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error);

/* Something of a client that is not done yet. */
typedef struct
{
  char *what, *text;
  CltDay due; /* CLT_DAY_NONE: none */
} CltOpenMatter;

/* The person who is called. */
typedef struct
{
  CltClient *client;
  GPtrArray *contacts;   /* CltContactEntry, newest first */
  GPtrArray *matters;    /* CltOpenMatter, the soonest due first */
  guint n_more_services; /* owed beside those among them */
} CltCallPerson;

void clt_call_person_free (gpointer data);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltCallPerson, clt_call_person_free)
/* Data is a gint64: the client. */
gpointer
clt_call_person_read (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error);

G_END_DECLS
