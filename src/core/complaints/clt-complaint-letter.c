/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/complaints/clt-complaint-letter.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-resource.h"
#include "core/catalogue/clt-template.h"

const char *const clt_complaint_letter_kinds[] = { "receipt", "accept", "refuse", "wait",
                                                   "extend",  "answer", NULL };

const char *
clt_complaint_letter_kind_get_label (const char *kind)
{
  static const char *const labels[] = {
    NC_ ("complaint", "Receipt"),   NC_ ("complaint", "Acceptance"),
    NC_ ("complaint", "Refusal"),   NC_ ("complaint", "Request to the client"),
    NC_ ("complaint", "Extension"), NC_ ("complaint", "Answer"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_str_equal (clt_complaint_letter_kinds[i], kind))
      return g_dpgettext2 (GETTEXT_PACKAGE, "complaint", labels[i]);
  return kind;
}

void
clt_complaint_letter_free (CltComplaintLetter *letter)
{
  g_free (letter->kind);
  g_free (letter->text);
  g_free (letter->staff);
  g_free (letter);
}

/* ---- filling in ---------------------------------------------------------------------------- */

/* Letters are in the language of their reader, whatever the program speaks. */
static char *
dup_day (CltDay day, gboolean chinese)
{
  int year, month, mday;

  if (day == CLT_DAY_NONE)
    return g_strdup ("");
  clt_day_get_ymd (day, &year, &month, &mday);
  return chinese ? g_strdup_printf ("%d年%d月%d日", year, month, mday) : clt_day_format (day);
}

static char *
dup_finding (const char *finding, gboolean chinese)
{
  static const char *const words[][3] = {
    { "founded", "属实", "founded" },
    { "partly", "部分属实", "partly founded" },
    { "unfounded", "不属实", "unfounded" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i][0], finding))
      return g_strdup (words[i][chinese ? 1 : 2]);
  return g_strdup ("");
}

const char *const clt_complaint_placeholders[] = {
  "投诉编号", "受理日期", "受理期限", "办结期限", "经办人", "投诉事项",
  "调查结论", "根本原因", "处理措施", "理由",     NULL,
};
static const char *const aliases[] = {
  "number", "registered", "due accept", "due close", "handler",
  "matter", "finding",    "cause",      "remedy",    "reason",
};
G_STATIC_ASSERT (G_N_ELEMENTS (aliases) + 1 == G_N_ELEMENTS (clt_complaint_placeholders));

typedef struct
{
  CltComplaint *complaint;
  char *reason; /* of the last step that has one */
  CltDay day;   /* of the letter */
} Values;

static char *
dup_value (const Values *values, guint i, gboolean chinese)
{
  const CltComplaint *complaint = values->complaint;

  switch (i)
    {
    case 0:
      return g_strdup (complaint->number);
    case 1:
      return dup_day (complaint->registered, chinese);
    case 2:
      return dup_day (complaint->due_accept, chinese);
    case 3:
      return dup_day (complaint->due_close, chinese);
    case 4:
      return g_strdup (complaint->handler);
    case 5:
      return g_strdup (*complaint->facts == '\0' ? complaint->topic : complaint->facts);
    case 6:
      return dup_finding (complaint->finding, chinese);
    case 7:
      return g_strdup (complaint->cause);
    case 8:
      return g_strdup (complaint->remedy);
    default:
      return g_strdup (values->reason);
    }
}

static gboolean
is_one_of (const char *name, const char *chinese, const char *english)
{
  return g_str_equal (name, chinese) || g_ascii_strcasecmp (name, english) == 0;
}

/* Of somebody who is not in the book only the name is known. */
static char *
dup_person (const CltComplaint *complaint, const char *name)
{
  if (complaint->client_id != 0 ||
      !(is_one_of (name, "称呼", "salutation") || is_one_of (name, "姓名", "name")))
    return NULL;
  return g_strdup (*complaint->person == '\0' ? "尊敬的投资者" : complaint->person);
}

/* Braces of what people wrote are no placeholders. */
static void
append_plain (GString *text, const char *value)
{
  for (const char *p = value; *p != '\0'; p++)
    {
      if (*p == '{' || *p == '}')
        g_string_append_c (text, *p);
      g_string_append_c (text, *p);
    }
}

char *
clt_complaint_letter_dup_plain (const char *text)
{
  g_autoptr (GString) plain = g_string_new (NULL);

  append_plain (plain, text);
  return g_string_free (g_steal_pointer (&plain), FALSE);
}

/* NULL: @name is none of a complaint's; "": this one does not have it yet. */
static char *
dup_named (const Values *values, const char *name)
{
  char *value = dup_person (values->complaint, name);

  for (guint i = 0; value == NULL && i < G_N_ELEMENTS (aliases); i++)
    if (is_one_of (name, clt_complaint_placeholders[i], aliases[i]))
      value = dup_value (values, i, g_str_equal (name, clt_complaint_placeholders[i]));
  /* the Chinese one is everybody's */
  if (value == NULL && g_ascii_strcasecmp (name, "date") == 0)
    value = dup_day (values->day, FALSE);
  return value;
}

/* @found FALSE: it is none of a complaint's. */
static gboolean
append_value (const Values *values,
              const char *name,
              GString *text,
              gboolean *found,
              GError **error)
{
  g_autofree char *value = dup_named (values, name);

  *found = value != NULL;
  if (value != NULL && *value == '\0')
    /* Translators: a placeholder, the number of a complaint. */
    return clt_store_refuse (error,
                             _ ("The letter needs {%s}, which complaint %s does not have yet."
                                " Nothing was written."),
                             name, values->complaint->number);
  if (value != NULL)
    append_plain (text, value);
  return TRUE;
}

/* What is a complaint's put in; all else as it stood. */
static char *
fill_own (const Values *values, const char *text, GError **error)
{
  g_autoptr (GString) filled = g_string_new (NULL);
  const char *p = text;

  while (*p != '\0')
    {
      const char *end = *p == '{' && p[1] != '{' ? strchr (p, '}') : NULL;
      gboolean found = FALSE;

      if (end != NULL)
        {
          g_autofree char *name = g_strndup (p + 1, (gsize) (end - p - 1));

          if (!append_value (values, name, filled, &found, error))
            return NULL;
        }
      else if ((*p == '{' || *p == '}') && p[1] == *p)
        g_string_append_c (filled, *p++);
      if (found)
        p = end + 1;
      else
        g_string_append_c (filled, *p++);
    }
  return g_string_free (g_steal_pointer (&filled), FALSE);
}

static gboolean
load_reason (CltConn *conn, gint64 id, char **reason, GError **error)
{
  CltStmt *stmt = clt_conn_query (conn, error,
                                  "SELECT reason FROM complaint_step WHERE complaint_id = ?"
                                  " AND reason <> '' AND state <> 'asked'"
                                  " ORDER BY id DESC LIMIT 1",
                                  "i", id);
  CltStep step = stmt == NULL ? CLT_STEP_ERROR : clt_stmt_step (stmt, error);

  if (step == CLT_STEP_ERROR)
    return FALSE;
  *reason = g_strdup (step == CLT_STEP_ROW ? clt_stmt_get_text (stmt, 0) : "");
  clt_stmt_reset (stmt);
  return TRUE;
}

/* What is the client's and the branch's put in as well. */
static char *
fill_rest (CltConn *conn,
           const CltComplaint *complaint,
           const char *own,
           CltDay day,
           GError **error)
{
  return complaint->client_id == 0
           ? clt_template_fill_public (conn, own, CLT_TIER_UNRATED, day, error)
           : clt_template_fill (conn, own, complaint->client_id, day, error);
}

static char *
fill_on (CltConn *conn, gint64 id, const char *text, CltDay day, GError **error)
{
  g_autoptr (CltComplaint) complaint = clt_complaint_load_on (conn, id, day, error);
  g_autofree char *reason = NULL;
  g_autofree char *own = NULL;

  if (complaint == NULL || !load_reason (conn, id, &reason, error))
    return NULL;
  own = fill_own (&(Values){ complaint, reason, day }, text, error);
  return own == NULL ? NULL : fill_rest (conn, complaint, own, day, error);
}

char *
clt_complaint_letter_fill (CltConn *conn, gint64 id, const char *text, GError **error)
{
  return fill_on (conn, id, text, clt_today (), error);
}

/* ---- what is missing still ----------------------------------------------------------------- */

static gboolean
is_placeholder (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (aliases); i++)
    if (is_one_of (name, clt_complaint_placeholders[i], aliases[i]))
      return TRUE;
  return clt_template_get_alias (name) != NULL;
}

/* The placeholder that begins at @p. (nullable) (transfer full) */
static char *
dup_placeholder (const char *p)
{
  const char *end = *p == '{' ? strchr (p, '}') : NULL;
  g_autofree char *name = end == NULL ? NULL : g_strndup (p + 1, (gsize) (end - p - 1));

  return name != NULL && is_placeholder (name) ? g_steal_pointer (&name) : NULL;
}

static void
add_gap (GString *gaps, const char *name)
{
  g_string_append_printf (gaps, "%s{%s}", gaps->len > 0 ? C_ ("list", ", ") : "", name);
}

/* What is missing stays as a placeholder, and its name goes to @gaps. */
static char *
fill_known (const Values *values, const char *text, GString *gaps)
{
  g_autoptr (GString) filled = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    {
      g_autofree char *name = dup_placeholder (p);
      g_autofree char *value = name == NULL ? NULL : dup_named (values, name);

      if (name == NULL)
        append_plain (filled, (const char[]){ *p, '\0' });
      else if (value == NULL) /* the client's or the branch's */
        g_string_append_printf (filled, "{%s}", name);
      else if (*value != '\0')
        append_plain (filled, value);
      else
        {
          g_string_append_printf (filled, "{{%s}}", name);
          add_gap (gaps, name);
        }
      if (name != NULL)
        p += strlen (name) + 1;
    }
  return g_string_free (g_steal_pointer (&filled), FALSE);
}

char *
clt_complaint_letter_fill_known (CltConn *conn,
                                 gint64 id,
                                 const char *text,
                                 char **gaps,
                                 GError **error)
{
  const CltDay today = clt_today ();
  g_autoptr (CltComplaint) complaint = clt_complaint_load_on (conn, id, today, error);
  g_autoptr (GString) missing = g_string_new (NULL);
  g_autofree char *reason = NULL;
  g_autofree char *own = NULL;

  *gaps = NULL;
  if (complaint == NULL || !load_reason (conn, id, &reason, error))
    return NULL;
  own = fill_known (&(Values){ complaint, reason, today }, text, missing);
  *gaps = g_string_free (g_steal_pointer (&missing), FALSE);
  return fill_rest (conn, complaint, own, today, error);
}

char *
clt_complaint_letter_dup_gaps (const char *text)
{
  g_autoptr (GString) gaps = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    {
      g_autofree char *name = dup_placeholder (p);

      if (name != NULL)
        add_gap (gaps, name);
    }
  return g_string_free (g_steal_pointer (&gaps), FALSE);
}

/* ---- versions ------------------------------------------------------------------------------ */

char *
clt_complaint_letter_dup_template (const char *kind, const char *language, GError **error)
{
  g_autoptr (JsonNode) root =
    clt_resource_load_json ("/io/github/clientele/Clientele/complaints/complaint-letters.json",
                            error);
  JsonObject *letter;

  if (root == NULL)
    return NULL;
  if (!g_strv_contains (clt_complaint_letter_kinds, kind) ||
      !json_object_has_member (letter =
                                 json_object_get_object_member (json_node_get_object (root), kind),
                               language))
    {
      /* Translators: what somebody typed for a kind of letter, and for a language. */
      clt_store_refuse (error, _ ("There is no letter “%s” in “%s”; nothing was written."), kind,
                        language);
      return NULL;
    }
  return g_strdup (json_object_get_string_member (letter, language));
}

gint64
clt_complaint_letter_keep (CltConn *conn,
                           gint64 id,
                           const char *kind,
                           const char *text,
                           gint64 staff_id,
                           GError **error)
{
  gint64 letter = clt_conn_new_id (conn, error);

  if (letter == 0 ||
      !clt_conn_run (conn, error,
                     "INSERT INTO complaint_letter (id, complaint_id, kind, number, text, day,"
                     " staff_id) VALUES (?1, ?2, ?3, (SELECT 1 + coalesce (max (number), 0)"
                     " FROM complaint_letter WHERE complaint_id = ?2 AND kind = ?3), ?4, ?5,"
                     " nullif (?6, 0))",
                     "iittyi", letter, id, kind, text, clt_action_get_day (conn), staff_id))
    return 0;
  return letter;
}

gint64
clt_complaint_letter_add (CltConn *conn,
                          gint64 id,
                          const char *kind,
                          const char *language,
                          const char *text,
                          gint64 staff_id,
                          GError **error)
{
  g_autofree char *own = clt_complaint_letter_dup_template (kind, language, error);
  g_autofree char *filled = NULL;

  if (own == NULL)
    return 0;
  filled = fill_on (conn, id, text == NULL ? own : text, clt_action_get_day (conn), error);
  return filled == NULL ? 0 : clt_complaint_letter_keep (conn, id, kind, filled, staff_id, error);
}

static gboolean
check_gaps (CltConn *conn, gint64 letter_id, GError **error)
{
  g_autoptr (CltComplaintLetter) letter = clt_complaint_letter_load (conn, letter_id, error);
  g_autofree char *gaps = letter == NULL ? NULL : clt_complaint_letter_dup_gaps (letter->text);

  if (letter == NULL || *gaps == '\0')
    return letter != NULL;
  /* Translators: placeholders. */
  return clt_store_refuse (error,
                           _ (
                             "The letter does not say yet what belongs in the place of %s: put the "
                             "words in, or fill in the"
                             " complaint and begin the letter anew. It was not noted as gone out."),
                           gaps);
}

gboolean
clt_complaint_letter_send (CltConn *conn, gint64 letter_id, GError **error)
{
  gint64 drafts;

  if (!clt_conn_get_int (conn, &drafts, 0, error,
                         "SELECT count(*) FROM complaint_letter WHERE id = ? AND sent IS NULL", "i",
                         letter_id))
    return FALSE;
  if (drafts == 0)
    return clt_store_refuse (
      error, _ ("There is no such letter, or it has gone out already; nothing was changed."));
  if (!check_gaps (conn, letter_id, error))
    return FALSE;
  return clt_conn_run (conn, error, "UPDATE complaint_letter SET sent = ? WHERE id = ?", "yi",
                       clt_action_get_day (conn), letter_id);
}

static gpointer
read_letter (CltStmt *stmt)
{
  CltComplaintLetter *letter = g_new0 (CltComplaintLetter, 1);

  letter->id = clt_stmt_get_int (stmt, 0);
  letter->kind = g_strdup (clt_stmt_get_text (stmt, 1));
  letter->number = (int) clt_stmt_get_int (stmt, 2);
  letter->text = g_strdup (clt_stmt_get_text (stmt, 3));
  letter->day = clt_stmt_get_day (stmt, 4);
  letter->staff = g_strdup (clt_stmt_get_text (stmt, 5));
  letter->sent = clt_stmt_get_day (stmt, 6);
  return letter;
}

#define LETTER_SQL                                                                                 \
  "SELECT l.id, l.kind, l.number, l.text, l.day, coalesce (s.name, ''), l.sent"                    \
  " FROM complaint_letter l LEFT JOIN staff s ON s.id = l.staff_id"

CltComplaintLetter *
clt_complaint_letter_load (CltConn *conn, gint64 letter_id, GError **error)
{
  return clt_stmt_read_one (clt_conn_query (conn, error, LETTER_SQL " WHERE l.id = ?", "i",
                                            letter_id),
                            read_letter, _ ("There is no such letter."), error);
}

GPtrArray *
clt_complaint_letter_list (CltConn *conn, gint64 id, GError **error)
{
  return clt_stmt_read_all (clt_conn_query (conn, error,
                                            LETTER_SQL
                                            " WHERE l.complaint_id = ? ORDER BY l.kind, l.number",
                                            "i", id),
                            read_letter, (GDestroyNotify) clt_complaint_letter_free, error);
}
