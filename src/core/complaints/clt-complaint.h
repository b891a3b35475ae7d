/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Complaints: who complains of what, and how far the branch has come with it. Somebody who complains
 * is a client, a prospect, or nobody in the book: then only a name is kept, or none. What writes
 * belongs inside an action. */

#include "core/store/clt-action.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 id;              /* 0: not stored yet */
  char *number;           /* on the receipt; "": clt_complaint_add() gives one */
  gint64 client_id;       /* 0: nobody in the book */
  char *client, *account; /* his name and first account, or "" */
  gboolean prospect;
  char *person; /* who complains, where that is not the client */
  char *source, *reference, *kind, *class_, *topic, *severity, *product, *channel;
  gint64 about_id, handler_id; /* staff; 0: nobody */
  char *about, *handler;       /* their names */
  CltDay received;             /* CLT_DAY_NONE when added: on the day of the action */
  CltDay registered;           /* the same */
  CltDay happened;             /* CLT_DAY_NONE: not known */
  char *facts, *demand;
  char *state;
  CltDay accepted, answered, closed; /* CLT_DAY_NONE: not yet */
  CltDay due_accept, due_close;      /* as of today, while it is open */
  CltDay due_hotline; /* the answer to 12386, while that is owed; CLT_DAY_NONE: it is not */
  int extended;       /* days granted */
  char *finding, *cause, *remedy;
  gint64 payment; /* fen */
  char *outcome;
  int timely, disputed; /* 0, 1; -1: nobody has said */
  int satisfied;        /* 1 … 5; 0: not asked */
  gint64 same_as;       /* the same matter told before; 0: none */
  char *same_number;
  int reopened;
  gboolean stopped; /* the clock stands */
} CltComplaint;

CltComplaint *clt_complaint_new (void);
void clt_complaint_free (CltComplaint *complaint);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltComplaint, clt_complaint_free)
/* Neither closed, refused nor withdrawn. */
gboolean clt_complaint_is_open (const CltComplaint *complaint);

CltComplaint *clt_complaint_load (CltConn *conn, gint64 id, GError **error);
/* The same with what was due on @day, as a letter of that day says it. */
CltComplaint *clt_complaint_load_on (CltConn *conn, gint64 id, CltDay day, GError **error);
/* By the number on the receipt. Returns: 0 and CLT_STORE_ERROR_NOT_FOUND. */
gint64 clt_complaint_find (CltConn *conn, const char *number, GError **error);

typedef enum
{
  CLT_COMPLAINTS_ALL,
  CLT_COMPLAINTS_OPEN,
  CLT_COMPLAINTS_DONE, /* closed, refused, withdrawn */
} CltComplaintGroup;

typedef struct
{
  CltComplaintGroup group;
  const char *state;            /* NULL: any */
  gint64 handler_id, client_id; /* 0: any */
  CltDay from, to;              /* registered; CLT_DAY_NONE: open */
  gint64 kept_id;               /* stays in views of the register that have it no more; 0: none */
  const char *words;            /* in number, names, reference, facts, topic; NULL or "": any */
} CltComplaintQuery;
#define CLT_COMPLAINT_QUERY_INIT                                                                   \
  {                                                                                                \
    .from = CLT_DAY_NONE, .to = CLT_DAY_NONE                                                       \
  }

/* What is open first, by the day on which it is due; then the others, latest first.
 * (element-type CltComplaint) (transfer full) */
GPtrArray *clt_complaint_list (CltConn *conn, const CltComplaintQuery *query, GError **error);

/* Complaints of the same client in the same matter – class and topic, as far as both are told – that
 * were registered within rule complaint.repeat_days before @day; latest first. What stands behind
 * another one is left out: they all lead to the first. (element-type CltComplaint) (transfer full) */
GPtrArray *clt_complaint_find_repeats (CltConn *conn,
                                       gint64 client_id,
                                       const char *class_,
                                       const char *topic,
                                       CltDay day,
                                       GError **error);

/* Stores a new one, in the state "registered", and gives it id, number and dates that are due. */
gboolean clt_complaint_add (CltConn *conn, CltComplaint *complaint, GError **error);
/* The next number of the year of @day: "2026-00017". (transfer full) */
char *clt_complaint_dup_next_number (CltConn *conn, CltDay day, GError **error);

/* ---- fields, one by one -------------------------------------------------------------------- */

typedef enum
{
  CLT_COMPLAINT_TEXT,
  CLT_COMPLAINT_LONG,   /* several lines */
  CLT_COMPLAINT_CHOICE, /* one of choices, or a text of its own where these are open */
  CLT_COMPLAINT_DAY,
  CLT_COMPLAINT_MONEY,
  CLT_COMPLAINT_STAFF,  /* number or name; "": nobody */
  CLT_COMPLAINT_CLIENT, /* account; "": nobody */
  CLT_COMPLAINT_NUMBER, /* of another complaint; "": none */
} CltComplaintFieldKind;

typedef struct
{
  const char *name;
  const char *label; /* msgid */
  CltComplaintFieldKind kind;
  const char *choices; /* space separated; NULL: none */
  gboolean open;       /* other texts than the choices, too */
} CltComplaintField;

/* Ends with a NULL name; in the order of the form. */
extern const CltComplaintField clt_complaint_fields[];
const CltComplaintField *clt_complaint_field_find (const char *name);
const char *clt_complaint_field_get_label (const CltComplaintField *field);
/* Translated; a value that is none of the choices is its own label. "state" and "timely" are known
 * beside the fields. */
const char *clt_complaint_choice_get_label (const char *field, const char *value);
/* As it would be typed. (transfer full) */
char *clt_complaint_dup_field (const CltComplaint *complaint, const char *field);
/* Into the record only. Refuses (CLT_STORE_ERROR_INVALID) what does not fit. */
gboolean clt_complaint_apply_field (CltConn *conn,
                                    CltComplaint *complaint,
                                    const char *field,
                                    const char *text,
                                    GError **error);
/* The same, stored. Severity and dates move what is due. */
gboolean clt_complaint_set_field (CltConn *conn,
                                  gint64 id,
                                  const char *field,
                                  const char *text,
                                  GError **error);
/* The person complained about is never the handler, neither of the case nor of another one that tells the
 * same matter, and nothing comes before it happened. */
gboolean clt_complaint_check (CltConn *conn, const CltComplaint *complaint, GError **error);
/* Writes the fields of a stored one; states and their days are clt-complaint-stage.h's. */
gboolean clt_complaint_store (CltConn *conn, const CltComplaint *complaint, GError **error);

G_END_DECLS
