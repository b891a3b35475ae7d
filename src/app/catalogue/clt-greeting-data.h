/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the tab of greetings reads and writes: functions for the threads of the store. */

#include "app/catalogue/clt-push-lines.h"
#include "core/catalogue/clt-product.h"
#include "core/delivery/clt-greeting.h"
#include "core/store/clt-store.h"

G_BEGIN_DECLS

/* The days to come, and what greetings can be made of. */
typedef struct
{
  GArray *occasions;                         /* CltGreetingOccasion */
  GPtrArray *products;                       /* CltProduct: those fit for greetings */
  GPtrArray *channels;                       /* CltChannel */
  GHashTable *names;                         /* gint64* -> name: of those who have birthdays */
  gint64 birthday_product, festival_product; /* what is proposed; 0: none */
} CltGreetingOverview;

void clt_greeting_overview_free (gpointer overview);
/* Whom and what it greets: “Wang Wei’s birthday”. (transfer full) */
char *clt_greeting_overview_dup_title (const CltGreetingOverview *overview,
                                       const CltGreetingOccasion *occasion);
/* A CltStoreFunc; needs no data. */
gpointer clt_greeting_overview_load (CltConn *conn,
                                     gpointer data,
                                     GCancellable *cancellable,
                                     GError **error);

/* What is asked for one occasion. */
typedef struct
{
  CltGreetingOccasion occasion;
  gint64 product_id;
  char *expression, *channel, *who;
} CltGreetingOrder;

CltGreetingOrder *clt_greeting_order_new (const CltGreetingOccasion *occasion,
                                          gint64 product_id,
                                          const char *expression,
                                          const char *channel,
                                          const char *who);
void clt_greeting_order_free (gpointer order);

/* Who would be greeted, who is or has been already, and who is held back. */
typedef struct
{
  CltPushLines *lines; /* NULL: nobody at all */
  guint n_free, n_blocked;
  guint by_block[16];
  guint n_greeted; /* on this occasion already */
  /* of a single client, where there is no other; 0 and NULL: several, or nobody */
  gint64 only_client, only_item;
  char *only_channel;
} CltGreetingAnswer;

void clt_greeting_answer_free (gpointer answer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltGreetingAnswer, clt_greeting_answer_free)
/* A CltStoreFunc; @data is a CltGreetingOrder. */
gpointer
clt_greeting_answer_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error);
/* Who would be greeted and who is held back, in one list. (transfer full) */
CltPushPreview *
clt_greeting_order_preview (CltConn *conn, const CltGreetingOrder *order, GError **error);
/* A CltActionFunc; @data is a CltGreetingOrder. Plans the greetings; what is due today is handed to
 * its channel at once. */
gboolean clt_greeting_order_run (CltConn *conn, gpointer data, GError **error);

/* What one client would read; a CltStoreFunc, the result a string. */
typedef struct
{
  gint64 item_id; /* what is queued already, by the product of its push; 0: nothing is */
  gint64 product_id, client_id;
  char *channel;
  CltDay day;
} CltGreetingText;

void clt_greeting_text_free (gpointer text);
gpointer
clt_greeting_text_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error);

G_END_DECLS
