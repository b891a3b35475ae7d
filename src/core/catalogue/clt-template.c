/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/catalogue/clt-template.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/clients/clt-client.h"
#include "core/people/clt-staff.h"
#include "core/rules/clt-settings.h"

/* What one text is filled from, read when the first placeholder asks for it. */
typedef struct
{
  CltConn *conn;
  gint64 client_id;
  CltDay day;
  CltClient *client;   /* owned */
  CltTier tier;        /* of readers who are not known one by one: there is no client_id */
  gint64 push_item_id; /* 0: none */
} Values;

static void
values_clear (Values *values)
{
  g_clear_pointer (&values->client, clt_client_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Values, values_clear)

/* @value: (out) (transfer full): "" where there is none. */
typedef gboolean (*ValueFunc) (Values *values, char **value, GError **error);

/* Surnames of two characters; all others have one. */
static const char *const long_surnames[] = {
  "欧阳", "太史", "端木", "上官", "司马", "东方", "独孤", "南宫", "万俟", "闻人", "夏侯", "诸葛",
  "尉迟", "公羊", "赫连", "澹台", "皇甫", "宗政", "濮阳", "公冶", "太叔", "申屠", "公孙", "慕容",
  "仲孙", "钟离", "长孙", "宇文", "司徒", "鲜于", "司空", "令狐", "乐正", "呼延", "轩辕", "百里",
  "东郭", "西门", "南门", "单于", "拓跋", "司寇", "亓官", "宰父", "纳兰", "第五",
};

static gboolean
is_chinese_name (const char *name)
{
  glong length = g_utf8_strlen (name, -1);

  return length >= 2 && length <= 4 &&
         g_unichar_get_script (g_utf8_get_char (name)) == G_UNICODE_SCRIPT_HAN;
}

static char *
dup_surname (const char *name)
{
  if (!is_chinese_name (name))
    return g_strdup (name);
  for (guint i = 0; i < G_N_ELEMENTS (long_surnames); i++)
    if (g_str_has_prefix (name, long_surnames[i]) && g_utf8_strlen (name, -1) > 2)
      return g_strdup (long_surnames[i]);
  return g_utf8_substring (name, 0, 1);
}

/* 王先生, 欧阳女士; the whole name of a firm and of whoever's gender is not known. */
static gboolean
get_salutation (Values *values, char **value, GError **error)
{
  const CltClient *client = values->client;
  g_autofree char *surname = NULL;

  if (!g_str_equal (client->class_, "natural") || *client->gender == '\0')
    {
      *value = g_strdup (client->name);
      return TRUE;
    }
  surname = dup_surname (client->name);
  *value = g_strconcat (surname, g_str_equal (client->gender, "female") ? "女士" : "先生", NULL);
  return TRUE;
}

static gboolean
get_name (Values *values, char **value, GError **error)
{
  *value = g_strdup (values->client->name);
  return TRUE;
}

/* Account numbers are masked in what leaves the branch: the end is enough to know one's own. */
static gboolean
get_account_end (Values *values, char **value, GError **error)
{
  char **accounts = values->client->accounts;
  const char *number = accounts != NULL && accounts[0] != NULL ? accounts[0] : "";
  gsize length = strlen (number);

  *value = g_strdup (length > 4 ? number + length - 4 : "");
  return TRUE;
}

static gboolean
get_tier (Values *values, char **value, GError **error)
{
  static const char *const names[CLT_N_TIERS] = {
    [CLT_TIER_UNRATED] = "",          [CLT_TIER_SMALL] = "小客户",
    [CLT_TIER_ORDINARY] = "普通客户", [CLT_TIER_MAJOR] = "主要客户",
    [CLT_TIER_HIGH_END] = "高端客户",
  };

  *value = g_strdup (names[values->client_id == 0 ? values->tier : values->client->tier]);
  return TRUE;
}

static gboolean
get_grade (Values *values, char **value, GError **error)
{
  *value = g_strdup (values->client->grade);
  return TRUE;
}

/* @offset: of the wanted text in CltStaff. */
static gboolean
get_of_staff (Values *values, const char *relation, gsize offset, char **value, GError **error)
{
  g_autoptr (CltStaff) staff = NULL;
  gint64 id;

  if (!clt_assignment_get (values->conn, values->client_id, relation, values->day, &id, error))
    return FALSE;
  if (id == 0)
    {
      *value = g_strdup ("");
      return TRUE;
    }
  staff = clt_staff_load (values->conn, id, error);
  if (staff == NULL)
    return FALSE;
  *value = g_strdup (G_STRUCT_MEMBER (char *, staff, offset));
  return TRUE;
}

static gboolean
get_specialist (Values *values, char **value, GError **error)
{
  return get_of_staff (values, "service", G_STRUCT_OFFSET (CltStaff, name), value, error);
}

static gboolean
get_specialist_phone (Values *values, char **value, GError **error)
{
  return get_of_staff (values, "service", G_STRUCT_OFFSET (CltStaff, phone), value, error);
}

static gboolean
get_adviser (Values *values, char **value, GError **error)
{
  return get_of_staff (values, "adviser", G_STRUCT_OFFSET (CltStaff, name), value, error);
}

static gboolean
get_adviser_phone (Values *values, char **value, GError **error)
{
  return get_of_staff (values, "adviser", G_STRUCT_OFFSET (CltStaff, phone), value, error);
}

static gboolean
get_adviser_licence (Values *values, char **value, GError **error)
{
  return get_of_staff (values, "adviser", G_STRUCT_OFFSET (CltStaff, licence), value, error);
}

static gboolean
get_branch (Values *values, char **value, GError **error)
{
  *value = clt_settings_get (values->conn, "branch.name", error);
  return *value != NULL;
}

static gboolean
get_date (Values *values, char **value, GError **error)
{
  int year, month, day;

  clt_day_get_ymd (values->day, &year, &month, &day);
  *value = g_strdup_printf ("%d年%d月%d日", year, month, day);
  return TRUE;
}

static gboolean
get_year (Values *values, char **value, GError **error)
{
  *value = g_strdup_printf ("%d年", clt_day_get_month (values->day) / 12);
  return TRUE;
}

static gboolean
get_month (Values *values, char **value, GError **error)
{
  *value = g_strdup_printf ("%d月", clt_day_get_month (values->day) % 12 + 1);
  return TRUE;
}

static gboolean
get_weekday (Values *values, char **value, GError **error)
{
  static const char *const names[] = { "一", "二", "三", "四", "五", "六", "日" };

  *value = g_strconcat ("星期", names[clt_day_get_weekday (values->day) - 1], NULL);
  return TRUE;
}

/* What the push item invites to: an event, or a session of a course with its first meeting. One that
 * is studied alone begins with its first day (28800: the branch keeps UTC+8), anywhere. */
#define OCCASION_SQL                                                                               \
  "SELECT e.theme, e.starts, e.place FROM event_guest g JOIN event e ON e.id = g.event_id"         \
  " WHERE g.client_id = ?1 AND g.push_item_id = nullif(?2, 0)"                                     \
  " UNION ALL SELECT o.name, coalesce(m.starts, s.first_day * 86400 - 28800),"                     \
  " CASE WHEN n.place = 'online' OR m.id IS NULL THEN coalesce(nullif(m.link, ''), '线上')"      \
  " ELSE trim(coalesce(r.place || ' ' || r.name, '')) END"                                         \
  " FROM enrolment n JOIN course_session s ON s.id = n.session_id JOIN course o"                   \
  " ON o.id = s.course_id LEFT JOIN meeting m ON m.id = (SELECT f.id FROM meeting f"               \
  " WHERE f.session_id = s.id AND f.state <> 'cancelled' ORDER BY f.starts, f.id LIMIT 1)"         \
  " LEFT JOIN room r ON r.id = m.room_id"                                                          \
  " WHERE n.client_id = ?1 AND n.push_item_id = nullif(?2, 0)"

/* @column: 0 what, 1 when, 2 where. "" without one. */
static gboolean
get_of_occasion (Values *values, int column, char **value, GError **error)
{
  CltStmt *stmt = clt_conn_query (values->conn, error, OCCASION_SQL, "ii", values->client_id,
                                  values->push_item_id);
  CltStep step = stmt == NULL ? CLT_STEP_ERROR : clt_stmt_step (stmt, error);

  if (step == CLT_STEP_ERROR)
    return FALSE;
  *value = g_strdup (step == CLT_STEP_ROW ? clt_stmt_get_text (stmt, column) : "");
  clt_stmt_reset (stmt);
  return TRUE;
}

static gboolean
get_event (Values *values, char **value, GError **error)
{
  return get_of_occasion (values, 0, value, error);
}

static gboolean
get_event_place (Values *values, char **value, GError **error)
{
  return get_of_occasion (values, 2, value, error);
}

/* 11月28日14:00, in Shanghai; 11月28日 of what has no hour. */
static gboolean
get_event_time (Values *values, char **value, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (8 * 3600);
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) starts = NULL;

  if (!get_of_occasion (values, 1, &text, error))
    return FALSE;
  utc = *text == '\0' ? NULL : g_date_time_new_from_unix_utc (g_ascii_strtoll (text, NULL, 10));
  starts = utc == NULL ? NULL : g_date_time_to_timezone (utc, zone);
  if (starts == NULL)
    *value = g_strdup ("");
  else
    *value = g_date_time_format (starts,
                                 g_date_time_get_hour (starts) + g_date_time_get_minute (starts) > 0
                                   ? "%-m月%-d日%H:%M"
                                   : "%-m月%-d日");
  return TRUE;
}

/* In the order of clt_template_placeholders. */
static const struct
{
  const char *alias;
  ValueFunc get;
  gboolean public; /* needs no client */
} placeholders[] = {
  { "salutation", get_salutation },
  { "name", get_name },
  { "specialist", get_specialist },
  { "specialist phone", get_specialist_phone },
  { "adviser", get_adviser },
  { "adviser phone", get_adviser_phone },
  { "adviser licence", get_adviser_licence },
  { "branch", get_branch, TRUE },
  { "date", get_date, TRUE },
  { "year", get_year, TRUE },
  { "month", get_month, TRUE },
  { "weekday", get_weekday, TRUE },
  { "tier", get_tier, TRUE },
  { "grade", get_grade },
  { "account end", get_account_end },
  { "event", get_event },
  { "event time", get_event_time },
  { "event place", get_event_place },
};

const char *const clt_template_placeholders[] = {
  "称呼",     "姓名", "客户经理", "客户经理电话", "投资顾问", "投资顾问电话", "投资顾问编号",
  "营业部",   "日期", "年份",     "月份",         "星期",     "层级",         "风险等级",
  "账号尾号", "活动", "活动时间", "活动地点",     NULL,
};
G_STATIC_ASSERT (G_N_ELEMENTS (clt_template_placeholders) == G_N_ELEMENTS (placeholders) + 1);

static int
find_placeholder (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (placeholders); i++)
    if (g_str_equal (name, clt_template_placeholders[i]) ||
        g_ascii_strcasecmp (name, placeholders[i].alias) == 0)
      return (int) i;
  return -1;
}

const char *
clt_template_get_alias (const char *placeholder)
{
  int i = find_placeholder (placeholder);

  return i < 0 ? NULL : placeholders[i].alias;
}

const char *
clt_template_get_word (const char *placeholder)
{
  /* Translators: the language of the starter catalogue's texts, "en" or "zh_CN". */
  gboolean english = g_str_equal (C_ ("starter catalogue", "en"), "en");

  return english ? clt_template_get_alias (placeholder) : placeholder;
}

/* What becomes of one placeholder: appends to @out. */
typedef gboolean (
  *PlaceholderFunc) (int i, const char *name, GString *out, gpointer data, GError **error);

static void
set_unknown (const char *name, GError **error)
{
  clt_store_refuse (error,
                    /* Translators: what stands in braces. */
                    _ ("{%s} is no placeholder."), name);
}

static void
set_lonely_brace (const char *at, GError **error)
{
  g_autofree char *rest = g_utf8_substring (at, 0, MIN (12, g_utf8_strlen (at, -1)));

  clt_store_refuse (error,
                    /* Translators: the text from a brace on. */
                    _ ("The brace at “%s” has no partner. Write {{ or }} for a brace itself."),
                    rest);
}

/* @p stands on a brace. Returns: where the text goes on; NULL on error. */
static const char *
take_brace (const char *p, GString *out, PlaceholderFunc func, gpointer data, GError **error)
{
  const char *end = p + 1 + strcspn (p + 1, "{}");
  g_autofree char *name = NULL;
  int i;

  if (p[0] == p[1])
    {
      g_string_append_c (out, *p);
      return p + 2;
    }
  if (*p == '}' || *end != '}')
    {
      set_lonely_brace (p, error);
      return NULL;
    }
  name = g_strstrip (g_strndup (p + 1, (gsize) (end - p - 1)));
  i = find_placeholder (name);
  if (i < 0)
    set_unknown (name, error);
  return i >= 0 && func (i, name, out, data, error) ? end + 1 : NULL;
}

static gboolean
walk (const char *text, GString *out, PlaceholderFunc func, gpointer data, GError **error)
{
  const char *p = text;

  while (p != NULL && *p != '\0')
    {
      gsize plain = strcspn (p, "{}");

      g_string_append_len (out, p, (gssize) plain);
      p += plain;
      if (*p != '\0')
        p = take_brace (p, out, func, data, error);
    }
  return p != NULL;
}

static gboolean
accept (int i, const char *name, GString *out, gpointer data, GError **error)
{
  return TRUE;
}

gboolean
clt_template_check (const char *text, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);

  return walk (text, out, accept, NULL, error);
}

static gboolean
note_occasion (int i, const char *name, GString *out, gpointer data, GError **error)
{
  const ValueFunc get = placeholders[i].get;

  *(gboolean *) data |= get == get_event || get == get_event_time || get == get_event_place;
  return TRUE;
}

gboolean
clt_template_invites (const char *text)
{
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean invites = FALSE;

  return walk (text, out, note_occasion, &invites, NULL) && invites;
}

static gboolean
put_value (int i, const char *name, GString *out, gpointer data, GError **error)
{
  Values *values = data;
  g_autofree char *value = NULL;

  if (values->client_id == 0 && !placeholders[i].public)
    return clt_store_refuse (error,
                             /* Translators: a placeholder of a text. */
                             _ ("{%s} is of one client; here many read the same text."), name);
  if (values->client == NULL && values->client_id != 0)
    values->client = clt_client_load (values->conn, values->client_id, values->day, error);
  if ((values->client == NULL && values->client_id != 0) ||
      !placeholders[i].get (values, &value, error))
    return FALSE;
  if (*value == '\0')
    return clt_store_refuse (error,
                             /* Translators: a client's name, then a placeholder of a text. */
                             _ ("%s has no value for {%s}."),
                             values->client != NULL ? values->client->name : _ ("The branch"),
                             name);
  g_string_append (out, value);
  return TRUE;
}

static char *
fill (Values *values, const char *text, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);

  if (!walk (text, out, put_value, values, error))
    return NULL;
  return g_string_free (g_steal_pointer (&out), FALSE);
}

char *
clt_template_fill_item (CltConn *conn,
                        const char *text,
                        gint64 client_id,
                        gint64 push_item_id,
                        CltDay day,
                        GError **error)
{
  g_auto (Values) values = { .conn = conn,
                             .client_id = client_id,
                             .day = day,
                             .push_item_id = push_item_id };

  return fill (&values, text, error);
}

char *
clt_template_fill (CltConn *conn, const char *text, gint64 client_id, CltDay day, GError **error)
{
  return clt_template_fill_item (conn, text, client_id, 0, day, error);
}

char *
clt_template_fill_public (CltConn *conn, const char *text, CltTier tier, CltDay day, GError **error)
{
  g_auto (Values) values = { .conn = conn, .day = day, .tier = tier };

  return fill (&values, text, error);
}
