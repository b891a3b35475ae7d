/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A client (户) or prospect: the record, its dated histories, and the one masking rule. */

#include "core/store/clt-action.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 id;
  gboolean prospect;
  char *name, *class_, *id_type, *id_number, *gender;
  char *birth_calendar;
  int birth_year, birth_month, birth_day; /* 0: unknown */
  gboolean birth_leap;
  char *phone, *email, *address, *introducer, *investor;
  char *stage, *source, *lost_reason, *note;
  char **accounts;       /* account numbers, first one first */
  CltDay opened, closed; /* of the last spell; CLT_DAY_NONE */
  char *close_reason;
  char *grade; /* "" or C1 … C5 in force */
  gboolean grade_lowest;
  CltDay grade_assessed, grade_expires;
  gboolean consent_sms, consent_email, consent_phone;
  CltTier tier;               /* in force today */
  char *specialist, *adviser; /* names of those in charge today, or "" */
  GPtrArray *tags;            /* char* */
  GPtrArray *extras;          /* CltClientExtra* */
} CltClient;

typedef struct
{
  char *field;
  char *value;
} CltClientExtra;

void clt_client_free (CltClient *client);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltClient, clt_client_free)

typedef enum
{
  CLT_FIELD_TEXT,
  CLT_FIELD_CHOICE, /* one of choices */
  CLT_FIELD_DAY,
  CLT_FIELD_STAFF,  /* number or name of a member of staff, "" for nobody */
  CLT_FIELD_SECRET, /* shown masked */
} CltFieldKind;

typedef struct
{
  const char *name;
  const char *label; /* msgid; clt_client_field_get_label() */
  CltFieldKind kind;
  const char *choices; /* space separated values; labels: clt_client_choice_get_label() */
  gboolean dated;      /* keeps a history: a change counts from the day it is made */
  gboolean prospect;   /* only of prospects */
} CltClientField;

/* Ends with a NULL name. In the order of the card. */
extern const CltClientField clt_client_fields[];
const CltClientField *clt_client_field_find (const char *name);
const char *clt_client_field_get_label (const CltClientField *field);
const char *clt_client_choice_get_label (const char *field, const char *value);
/* The field's value as it would be typed ("–" is never used); masked for secret ones. */
char *clt_client_dup_field (const CltClient *client, const char *field);

/* Whose account @number is. Returns: 0 and CLT_STORE_ERROR_NOT_FOUND. */
gint64 clt_client_find (CltConn *conn, const char *number, GError **error);
CltClient *clt_client_load (CltConn *conn, gint64 id, CltDay today, GError **error);
/* Inside an action. Sets one field from text as a person typed it; @field is a name of
 * clt_client_fields. Validates (CLT_STORE_ERROR_INVALID with a sentence for people). Fields with a
 * history (grade, consent, specialist, adviser, opened, closed) add a dated row from @today. */
gboolean clt_client_set_field (CltConn *conn,
                               gint64 id,
                               const char *field,
                               const char *text,
                               CltDay today,
                               GError **error);
/* Inside an action. Returns the new id, 0 on error. @account NULL: a prospect. */
gint64 clt_client_create (CltConn *conn,
                          const char *name,
                          const char *account,
                          CltDay opened,
                          GError **error);
/* Inside an action: a prospect becomes a client and keeps everything. */
gboolean
clt_client_convert (CltConn *conn, gint64 id, const char *account, CltDay opened, GError **error);
/* Inside an action: one more internal fund account of the same client. */
gboolean clt_client_add_account (CltConn *conn, gint64 id, const char *account, GError **error);
gboolean clt_client_add_tag (CltConn *conn, gint64 id, const char *tag, GError **error);
gboolean clt_client_remove_tag (CltConn *conn, gint64 id, const char *tag, GError **error);
/* Inside an action: takes a client and everything of his that is no fact away. Refused while
 * facts exist. */
gboolean clt_client_delete (CltConn *conn, gint64 id, GError **error);

/* One line of the card's timeline, newest first. */
typedef struct
{
  gint64 at;        /* Unix seconds, noon of the day for dated rows */
  const char *kind; /* opened closed tier grade consent assignment override delivery contact
                       bounced edit import */
  char *title;      /* translated sentence */
  char *who;        /* or "" */
  gint64 action;    /* 0: none */
} CltTimelineItem;
void clt_timeline_item_free (CltTimelineItem *item);
GPtrArray *clt_client_timeline (CltConn *conn, gint64 id, GError **error);

/* One client's daily history for the chart: day, equity fen. Facts of all his accounts summed. */
typedef struct
{
  CltDay day;
  gint64 equity;
} CltEquityPoint;
GArray *clt_client_equity (CltConn *conn, gint64 id, CltDay from, CltDay to, GError **error);

/* The masked value of a field of this client ("phone", "id_number", "email", "address"):
 * the only way such a value leaves core, but for clt_client_reveal(). */
char *clt_client_dup_masked (const CltClient *client, const char *field);
/* Logs who asked and why (outside the journal) and gives the value. @reason must not be blank,
 * except for "phone" handed to the dialler (@reason "dialler"). */
char *clt_client_reveal (CltConn *conn,
                         gint64 id,
                         const char *field,
                         const char *who,
                         const char *reason,
                         GError **error);

G_END_DECLS
