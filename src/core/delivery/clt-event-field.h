/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The fields of an event by name, as texts: what forms and the command line speak. */

#include "core/delivery/clt-event.h"

G_BEGIN_DECLS

typedef enum
{
  CLT_EVENT_FIELD_TEXT,
  CLT_EVENT_FIELD_LONG,   /* several lines */
  CLT_EVENT_FIELD_COUNT,  /* "": no limit */
  CLT_EVENT_FIELD_MONEY,  /* yuan; "": none, or not known */
  CLT_EVENT_FIELD_TIME,   /* 2026-11-20 14:30, in Shanghai */
  CLT_EVENT_FIELD_FLAG,   /* 0 1 */
  CLT_EVENT_FIELD_CHOICE, /* one of clt_event_fields_get_choices() */
  CLT_EVENT_FIELD_LIST,   /* several of them, space separated */
} CltEventFieldKind;

typedef struct
{
  const char *name;  /* stable: "theme" "kind" "starts" … "places.major" */
  const char *label; /* msgid */
  CltEventFieldKind kind;
} CltEventField;

typedef struct
{
  char *value; /* "" for nobody and nothing */
  char *label;
  gint64 id; /* of a product or a person; else 0 */
} CltEventChoice;

/* What choices there are: products, staff. Immutable once loaded. */
typedef struct _CltEventFields CltEventFields;

/* Those who are here and what is approved on @day. */
CltEventFields *clt_event_fields_load (CltConn *conn, CltDay day, GError **error);
void clt_event_fields_free (CltEventFields *fields);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltEventFields, clt_event_fields_free)

/* In the order in which people read them. NULL after the last. */
const CltEventField *clt_event_field_get (guint index);
/* (nullable) */
const CltEventField *clt_event_field_find (const char *name);
/* (element-type CltEventChoice) (transfer none) (nullable): NULL: any text. */
const GPtrArray *clt_event_fields_get_choices (const CltEventFields *fields,
                                               const CltEventField *field);
/* "" for nothing. (transfer full) */
char *clt_event_fields_dup_value (const CltEventFields *fields,
                                  const CltEventField *field,
                                  const CltEvent *event);
/* Puts it into the record; nothing is stored. CLT_STORE_ERROR_INVALID: no such value. An event that
 * begins at another time lasts as long as before. */
gboolean clt_event_fields_apply (const CltEventFields *fields,
                                 const CltEventField *field,
                                 const char *value,
                                 CltEvent *event,
                                 GError **error);

G_END_DECLS
