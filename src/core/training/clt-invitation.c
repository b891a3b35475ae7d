/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/training/clt-invitation.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-product.h"
#include "core/delivery/clt-push.h"
#include "core/rules/clt-settings.h"
#include "core/training/clt-enrolment.h"

#define STANDARD_PRODUCT "V07"

/* What would go out to whom. */
typedef struct
{
  CltConn *conn;
  const char *channel; /* borrowed; "": each through his own */
  CltSession *session;
  GHashTable *told;        /* gint64: whom an invitation has reached or will reach */
  CltPushPlan *plan;       /* (nullable): invitations are only noted */
  CltPushPreview *preview; /* (nullable): likewise */
  GHashTable *lines;       /* (nullable): of the preview, by client */
} Invitation;

static void
invitation_clear (Invitation *invitation)
{
  g_clear_pointer (&invitation->lines, g_hash_table_unref);
  g_clear_pointer (&invitation->preview, clt_push_preview_free);
  g_clear_pointer (&invitation->plan, clt_push_plan_free);
  g_clear_pointer (&invitation->told, g_hash_table_unref);
  g_clear_pointer (&invitation->session, clt_session_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Invitation, invitation_clear)

char *
clt_invitation_get_product (CltConn *conn, GError **error)
{
  g_autofree char *code = clt_settings_get (conn, CLT_INVITATION_SETTING, error);

  return code != NULL && *code == '\0' ? g_strdup (STANDARD_PRODUCT) : g_steal_pointer (&code);
}

gboolean
clt_invitation_set_product (CltConn *conn, const char *code, GError **error)
{
  return clt_settings_set (conn, CLT_INVITATION_SETTING, code, error);
}

/* @product: (out) 0: none invites. */
static gboolean
find_product (CltConn *conn, gint64 *product, GError **error)
{
  g_autofree char *code = clt_invitation_get_product (conn, error);

  return code != NULL &&
         clt_conn_get_int (conn, product, 0, error,
                           "SELECT id FROM product WHERE code = ? AND archived = 0", "t", code);
}

/* @usable: (out): a version of it is in force. */
static gboolean
check_version (CltConn *conn, gint64 product, CltDay day, gboolean *usable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (CltVersion) version = clt_version_get (conn, product, day, &failure);

  *usable = version != NULL;
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
load_told (Invitation *invitation, GError **error)
{
  CltStep step = CLT_STEP_ERROR;
  CltStmt *stmt = clt_conn_query (
    invitation->conn, error,
    "SELECT e.client_id FROM enrolment e JOIN push_item i ON i.id = e.push_item_id"
    " WHERE e.session_id = ? AND e.state = 'invited' AND i.state IN ('planned', 'queued', 'done')",
    "i", invitation->session->id);

  invitation->told = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      const gint64 client = clt_stmt_get_int (stmt, 0);

      g_hash_table_add (invitation->told, g_memdup2 (&client, sizeof client));
    }
  return step != CLT_STEP_ERROR;
}

static CltPushPlan *
make_plan (const CltSession *session, gint64 product, const char *channel)
{
  CltPushPlan *plan = clt_push_plan_new ();

  plan->product_id = product;
  clt_set_str (&plan->channel, channel);
  g_free (plan->name);
  plan->name = g_strdup_printf ("%s/%s %s", session->course_code, session->code, session->course);
  g_free (plan->expression);
  plan->expression = *session->audience != '\0'
                       ? g_strdup (session->audience)
                       : g_strdup_printf ("tier >= %s", clt_tier_get_name (session->min_tier));
  return plan;
}

/* Asks the gate about all of @ids who are not told yet. */
static gboolean
judge (Invitation *invitation, gint64 product, const GArray *ids, GError **error)
{
  g_autoptr (CltPushPlan) plan = make_plan (invitation->session, product, invitation->channel);
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean usable;

  for (guint i = 0; i < ids->len; i++)
    if (!g_hash_table_contains (invitation->told, &g_array_index (ids, gint64, i)))
      g_array_append_val (open, g_array_index (ids, gint64, i));
  if (!clt_push_plan_invite (invitation->conn, plan, (const gint64 *) (gpointer) open->data,
                             open->len, clt_today (), error) ||
      !check_version (invitation->conn, product, plan->first, &usable, error))
    return FALSE;
  if (!usable || plan->first > invitation->session->first_day)
    return TRUE;
  invitation->preview = clt_push_preview (invitation->conn, plan, error);
  if (invitation->preview == NULL)
    return FALSE;
  invitation->plan = g_steal_pointer (&plan);
  invitation->lines = clt_push_preview_index (invitation->preview);
  return TRUE;
}

/* @ids: (element-type gint64): for whom no bar stands. */
static gboolean
begin (Invitation *invitation, gint64 session_id, const GArray *ids, GError **error)
{
  gint64 product;

  invitation->session = clt_session_load (invitation->conn, session_id, error);
  return invitation->session != NULL && load_told (invitation, error) &&
         find_product (invitation->conn, &product, error) &&
         (product == 0 || judge (invitation, product, ids, error));
}

/* ---- whom to invite ------------------------------------------------------------------------ */

typedef enum
{
  GROUP_INVITED, /* when one invites now */
  GROUP_TOLD,
  GROUP_HELD,   /* may come, but nothing may be sent to him */
  GROUP_BARRED, /* may not come */
  N_GROUPS
} Group;

static Group
get_group (const CltInvitee *invitee)
{
  if (invitee->bars != 0)
    return GROUP_BARRED;
  if (invitee->told)
    return GROUP_TOLD;
  return invitee->blocks != 0 ? GROUP_HELD : GROUP_INVITED;
}

/* The order within a group stays: the sort is stable. */
static int
compare_invitees (gconstpointer a, gconstpointer b)
{
  return (int) get_group (*(CltInvitee *const *) a) - (int) get_group (*(CltInvitee *const *) b);
}

GPtrArray *
clt_invitation_audience (CltConn *conn, gint64 session_id, const char *expression, GError **error)
{
  return clt_invitation_audience_by (conn, session_id, expression, "", error);
}

GPtrArray *
clt_invitation_audience_by (CltConn *conn,
                            gint64 session_id,
                            const char *expression,
                            const char *channel,
                            GError **error)
{
  g_autoptr (GPtrArray) list = clt_admission_audience (conn, session_id, expression, error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_auto (Invitation) invitation = { .conn = conn, .channel = channel };

  for (guint i = 0; list != NULL && i < list->len; i++)
    if (((CltInvitee *) list->pdata[i])->bars == 0)
      g_array_append_val (ids, ((CltInvitee *) list->pdata[i])->client_id);
  if (list == NULL || !begin (&invitation, session_id, ids, error))
    return NULL;
  for (guint i = 0; i < ids->len; i++) /* who may come stands first */
    {
      CltInvitee *invitee = list->pdata[i];
      const CltPushLine *line = invitation.lines == NULL
                                  ? NULL
                                  : g_hash_table_lookup (invitation.lines, &invitee->client_id);

      invitee->told = g_hash_table_contains (invitation.told, &invitee->client_id);
      if (line == NULL)
        continue;
      invitee->blocks = line->blocks;
      clt_set_str (&invitee->channel, line->blocks == 0 ? line->channel : "");
    }
  g_ptr_array_sort (list, compare_invitees);
  return g_steal_pointer (&list);
}

char *
clt_invitee_dup_reason (const CltInvitee *invitee)
{
  if (invitee->bars != 0)
    return clt_bar_set_to_label (invitee->bars);
  if (invitee->told)
    return g_strdup (C_ ("bar", "is invited already"));
  return clt_block_set_to_label (invitee->blocks);
}

gboolean
clt_invitee_is_reached (const CltInvitee *invitee)
{
  return get_group (invitee) == GROUP_INVITED;
}

/* ---- what will happen, in words ------------------------------------------------------------ */

#define MAX_REASONS 32
#define REASONS_SHOWN 3

typedef struct
{
  guint bit, n;
} Reason;

static int
compare_reasons (gconstpointer a, gconstpointer b)
{
  const Reason *x = a, *y = b;

  if (x->n != y->n)
    return x->n > y->n ? -1 : 1;
  return x->bit < y->bit ? -1 : x->bit > y->bit;
}

static gboolean
has_several (guint set)
{
  return (set & (set - 1)) != 0;
}

/* "no consent 11, contacted too recently 8": the most frequent ones of @group. Whoever has several
 * counts with each: then it is said, for their sum is no number of clients. */
static char *
dup_reasons (const GPtrArray *invitees, Group group)
{
  char *(*const dup_label) (guint) =
    group == GROUP_BARRED ? clt_bar_set_to_label : clt_block_set_to_label;
  g_autoptr (GString) text = g_string_new (NULL);
  Reason reasons[MAX_REASONS];
  gboolean several = FALSE;

  for (guint bit = 0; bit < MAX_REASONS; bit++)
    {
      reasons[bit] = (Reason){ .bit = bit };
      for (guint i = 0; i < invitees->len; i++)
        {
          const CltInvitee *invitee = invitees->pdata[i];
          guint set = group == GROUP_BARRED ? invitee->bars : invitee->blocks;

          reasons[bit].n += get_group (invitee) == group && (set & 1u << bit) != 0;
          several |= get_group (invitee) == group && has_several (set);
        }
    }
  qsort (reasons, MAX_REASONS, sizeof *reasons, compare_reasons);
  for (guint i = 0; i < REASONS_SHOWN && reasons[i].n > 0; i++)
    {
      g_autofree char *label = dup_label (1u << reasons[i].bit);

      /* Translators: stands between two courses */
      g_string_append_printf (text, "%s%s %u", i == 0 ? "" : C_ ("list", ", "), label,
                              reasons[i].n);
    }
  if (reasons[REASONS_SHOWN].n > 0)
    g_string_append (text, "…");
  if (several)
    {
      g_string_append (text, C_ ("bar", "; "));
      /* Translators: stands behind reasons, each with how many clients it keeps away: some clients
       * are counted with several of them. */
      g_string_append (text, _ ("some for several reasons"));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
dup_reached (const GPtrArray *invitees, guint n, CltDoor door)
{
  g_autofree char *number = clt_count_format (n);
  gboolean sent = FALSE;

  for (guint i = 0; i < invitees->len; i++)
    sent |= *((const CltInvitee *) invitees->pdata[i])->channel != '\0';
  if (door == CLT_DOOR_BEGUN)
    return g_strdup (_ ("The session has begun: nobody can be invited any more"));
  if (door == CLT_DOOR_OVER)
    return g_strdup (_ ("Nobody can be invited any more"));
  if (door == CLT_DOOR_PLANNED)
    /* Translators: number of clients. */
    return g_strdup_printf (_ ("%s can be invited once the session is published"), number);
  if (n > 0 && !sent)
    /* Translators: number of clients; nothing is sent to them. */
    return g_strdup_printf (_ ("%s may be invited, which is only noted"), number);
  /* Translators: number of clients. */
  return g_strdup_printf (_ ("%s may be invited"), number);
}

static void
append_group (GString *text, const GPtrArray *invitees, Group group, guint n)
{
  g_autofree char *number = clt_count_format (n);
  g_autofree char *reasons = group == GROUP_TOLD ? NULL : dup_reasons (invitees, group);

  if (n == 0)
    return;
  g_string_append (text, C_ ("bar", "; "));
  if (group == GROUP_TOLD)
    /* Translators: number of clients. */
    g_string_append_printf (text, _ ("%s invited already"), number);
  else if (group == GROUP_HELD)
    /* Translators: number of clients; reasons, each with its number of clients. */
    g_string_append_printf (text, _ ("%s not reached (%s)"), number, reasons);
  else
    /* Translators: number of clients; reasons, each with its number of clients. */
    g_string_append_printf (text, _ ("%s left out (%s)"), number, reasons);
}

char *
clt_invitation_summarize (const GPtrArray *invitees, CltDoor door)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *reached = NULL;
  guint n[N_GROUPS] = { 0 };

  for (guint i = 0; i < invitees->len; i++)
    n[get_group (invitees->pdata[i])]++;
  reached = dup_reached (invitees, n[GROUP_INVITED], door);
  g_string_append (text, reached);
  for (Group group = GROUP_TOLD; group < N_GROUPS; group++)
    append_group (text, invitees, group, n[group]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* ---- inviting ------------------------------------------------------------------------------ */

/* (element-type gint64): of @ids, each once, who neither have a seat nor wait for one. */
static GArray *
leave_out_enrolled (CltConn *conn,
                    gint64 session_id,
                    const gint64 *ids,
                    guint n_ids,
                    GError **error)
{
  g_autoptr (GArray) sets = clt_admission_check (conn, session_id, ids, n_ids, FALSE, error);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GArray) left = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; sets != NULL && i < n_ids; i++)
    if ((g_array_index (sets, guint, i) & CLT_BAR_ENROLLED) == 0 &&
        g_hash_table_add (seen, (gpointer) &ids[i]))
      g_array_append_val (left, ids[i]);
  return sets == NULL ? NULL : g_steal_pointer (&left);
}

static gboolean
is_reached (const Invitation *invitation, const gint64 *client)
{
  const CltPushLine *line;

  if (g_hash_table_contains (invitation->told, client))
    return FALSE;
  if (invitation->lines == NULL)
    return TRUE;
  line = g_hash_table_lookup (invitation->lines, client);
  return line != NULL && line->blocks == 0;
}

/* Whoever is invited has to be able to say yes. */
static gboolean
require_open (CltConn *conn, gint64 session_id, GError **error)
{
  g_autoptr (CltSession) session = clt_session_load (conn, session_id, error);
  CltDoor door;

  if (session == NULL ||
      !clt_session_get_door (conn, session_id, clt_action_get_time (conn), &door, error))
    return FALSE;
  switch (door)
    {
    case CLT_DOOR_OPEN:
      return TRUE;
    case CLT_DOOR_PLANNED:
      return clt_store_refuse (error,
                               /* Translators: a course and a session, e.g. A1/2026-3 */
                               _ ("Nobody was invited: session %s/%s is only planned, and nobody "
                                  "could enrol yet. Publish it first."),
                               session->course_code, session->code);
    case CLT_DOOR_BEGUN:
      return clt_store_refuse (error, _ ("Nobody was invited: the session has begun."));
    case CLT_DOOR_OVER:
    default:
      return clt_store_refuse (error,
                               /* Translators: a course and a session, e.g. A1/2026-3; its state */
                               _ ("Nobody was invited: session %s/%s takes nobody any more (%s)."),
                               session->course_code, session->code,
                               clt_session_state_get_label (session->state));
    }
}

/* Each invitation knows the item that carries it. */
static gboolean
send (const Invitation *invitation, const char *who, GError **error)
{
  gint64 push =
    clt_push_create (invitation->conn, invitation->plan, invitation->preview, who, error);

  return push != 0 &&
         clt_conn_run (invitation->conn, error,
                       "UPDATE enrolment SET push_item_id = (SELECT i.id FROM push_item i"
                       " WHERE i.push_id = ?1 AND i.client_id = enrolment.client_id)"
                       " WHERE session_id = ?2 AND client_id IN (SELECT i.client_id"
                       " FROM push_item i WHERE i.push_id = ?1 AND i.state = 'planned')",
                       "ii", push, invitation->session->id);
}

gboolean
clt_session_invite (CltConn *conn,
                    gint64 session_id,
                    const gint64 *ids,
                    guint n_ids,
                    const char *who,
                    guint *n_invited,
                    GError **error)
{
  return clt_session_invite_by (conn, session_id, ids, n_ids, "", who, n_invited, error);
}

gboolean
clt_session_invite_by (CltConn *conn,
                       gint64 session_id,
                       const gint64 *ids,
                       guint n_ids,
                       const char *channel,
                       const char *who,
                       guint *n_invited,
                       GError **error)
{
  g_autoptr (GArray) candidates = NULL;
  g_autoptr (GArray) chosen = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_auto (Invitation) invitation = { .conn = conn, .channel = channel };

  if (!require_open (conn, session_id, error))
    return FALSE;
  candidates = leave_out_enrolled (conn, session_id, ids, n_ids, error);
  if (candidates == NULL || !begin (&invitation, session_id, candidates, error))
    return FALSE;
  for (guint i = 0; i < candidates->len; i++)
    if (is_reached (&invitation, &g_array_index (candidates, gint64, i)))
      g_array_append_val (chosen, g_array_index (candidates, gint64, i));
  if (n_invited != NULL)
    *n_invited = chosen->len;
  return chosen->len == 0 ||
         (clt_enrolment_invite (conn, session_id, (const gint64 *) (gpointer) chosen->data,
                                chosen->len, error) &&
          (invitation.plan == NULL || send (&invitation, who, error)));
}

gboolean
clt_session_get_unreleased (CltConn *conn,
                            gint64 session_id,
                            gint64 *n,
                            gint64 *push_id,
                            GError **error)
{
  static const char sql[] = " FROM enrolment e JOIN push_item i ON i.id = e.push_item_id"
                            " WHERE e.session_id = ? AND e.state = 'invited'"
                            " AND i.state = 'planned'";
  g_autofree char *count = g_strconcat ("SELECT count(*)", sql, NULL);
  g_autofree char *newest = g_strconcat ("SELECT coalesce(max(i.push_id), 0)", sql, NULL);

  return clt_conn_get_int (conn, n, 0, error, count, "i", session_id) &&
         clt_conn_get_int (conn, push_id, 0, error, newest, "i", session_id);
}

gboolean
clt_session_drop_invitations (CltConn *conn, gint64 session_id, GError **error)
{
  return clt_push_cancel_all (conn,
                              clt_conn_query (conn, error,
                                              "SELECT DISTINCT i.push_id FROM enrolment e"
                                              " JOIN push_item i ON i.id = e.push_item_id"
                                              " WHERE e.session_id = ?",
                                              "i", session_id),
                              error);
}
