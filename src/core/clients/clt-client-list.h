/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Lists of clients (features C19): a live one is a filter expression that is asked anew each time, a
 * frozen one keeps its members, each with the reason for being there. */

#include "core/store/clt-action.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 id; /* 0: not stored yet */
  char *name;
  gboolean live;
  char *query;    /* filter expression of a live one; where a frozen one came from, for people */
  gint64 created; /* Unix seconds; 0: now */
  int position;
} CltClientList;

CltClientList *clt_client_list_new (void);
void clt_client_list_free (CltClientList *list);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltClientList, clt_client_list_free)

typedef struct
{
  gint64 client_id;
  char *reason; /* why he is there; of a live list its expression */
} CltListMember;

CltListMember *clt_list_member_new (gint64 client_id, const char *reason);
void clt_list_member_free (CltListMember *member);

/* In order. (element-type CltClientList) (transfer full) */
GPtrArray *clt_client_list_load_all (CltConn *conn, GError **error);
CltClientList *clt_client_list_load (CltConn *conn, gint64 id, GError **error);
/* By name. Returns: 0 and CLT_STORE_ERROR_NOT_FOUND. */
gint64 clt_client_list_find (CltConn *conn, const char *name, GError **error);
/* Inside an action: a new one (id 0, which it then gets) or a changed one. A name is needed and
 * borne once; the expression of a live list must be one. */
gboolean clt_client_list_save (CltConn *conn, CltClientList *list, GError **error);
gboolean clt_client_list_delete (CltConn *conn, gint64 id, GError **error);

/* A live list holds open clients only; a frozen one whoever was put into it.
 * (element-type CltListMember) (transfer full) */
GPtrArray *clt_client_list_get_members (CltConn *conn, gint64 id, CltDay today, GError **error);
/* Inside an action, of a frozen list: puts @members (element-type CltListMember) into it; who is
 * there already gets the new reason. */
gboolean clt_client_list_add_members (CltConn *conn, gint64 id, GPtrArray *members, GError **error);
gboolean clt_client_list_remove_member (CltConn *conn, gint64 id, gint64 client_id, GError **error);

typedef enum
{
  CLT_LIST_MINUS, /* of a who are not of b */
  CLT_LIST_AND,   /* of both */
  CLT_LIST_OR,    /* of either */
} CltListOperation;

/* Inside an action: a new frozen list of that name from two lists as they are today. Each member
 * keeps the reasons of the lists that it came from. @b 0: @a alone, frozen. Returns: its id; 0 on
 * error. */
gint64 clt_client_list_combine (CltConn *conn,
                                const char *name,
                                gint64 a,
                                CltListOperation operation,
                                gint64 b,
                                CltDay today,
                                GError **error);

G_END_DECLS
