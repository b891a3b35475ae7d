/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/delivery/clt-greeting.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-lunar.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-product.h"
#include "core/catalogue/clt-template.h"
#include "core/clients/clt-client-query.h"

/* Names are those of clt_festivals(); a festival that is not listed is not greeted: Zhongyuan. */
static const struct
{
  const char *name;
  const char *key;
} keys[] = {
  { "New Year’s Day", "new-year" },
  { "Laba Festival", "laba" },
  { "Little New Year (north)", "little-new-year-north" },
  { "Little New Year (south)", "little-new-year-south" },
  { "New Year’s Eve", "new-year-eve" },
  { "Spring Festival", "spring" },
  { "Lantern Festival", "lantern" },
  { "Dragon Head Festival", "dragon-head" },
  { "Women’s Day", "women" },
  { "Qingming", "qingming" },
  { "Labour Day", "labour" },
  { "Youth Day", "youth" },
  { "Mother’s Day", "mother" },
  { "Children’s Day", "children" },
  { "Father’s Day", "father" },
  { "Dragon Boat Festival", "dragon-boat" },
  { "Qixi", "qixi" },
  { "Teachers’ Day", "teacher" },
  { "Mid-Autumn Festival", "mid-autumn" },
  { "National Day", "national" },
  { "Double Ninth Festival", "double-ninth" },
  { "Winter Solstice", "winter-solstice" },
  { "Christmas", "christmas" },
};

static const char *
get_key (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_str_equal (keys[i].name, name))
      return keys[i].key;
  return NULL;
}

GArray *
clt_greeting_days (CltDay from, CltDay to)
{
  g_autoptr (GArray) festivals = clt_festivals (from, to);
  GArray *days = g_array_new (FALSE, FALSE, sizeof (CltGreetingDay));

  for (guint i = 0; i < festivals->len; i++)
    {
      const CltFestival *festival = &g_array_index (festivals, CltFestival, i);
      const char *key = get_key (festival->name);
      CltGreetingDay day = { .key = key,
                             .name = festival->name,
                             .day = festival->day,
                             .solemn = festival->solemn,
                             .statutory = festival->statutory };

      if (key == NULL)
        continue;
      day.year = (clt_day_get_month (day.day) + (g_str_equal (key, "laba") ? 1 : 0)) / 12;
      g_array_append_val (days, day);
    }
  return days;
}

static gboolean
find_day (const char *key, int year, CltGreetingDay *found)
{
  g_autoptr (GArray) days =
    clt_greeting_days (clt_day_from_ymd (year - 1, 12, 1), clt_day_from_ymd (year, 12, 31));

  for (guint i = 0; i < days->len; i++)
    {
      *found = g_array_index (days, CltGreetingDay, i);
      if (found->year == year && g_str_equal (found->key, key))
        return TRUE;
    }
  return FALSE;
}

CltDay
clt_greeting_find_day (const char *key, int year)
{
  CltGreetingDay day;

  return find_day (key, year, &day) ? day.day : CLT_DAY_NONE;
}

gboolean
clt_greeting_is_joyful (const char *text)
{
  static const char *const words[] = { "快乐", "愉快",  "欢乐",     "喜庆",       "恭喜",
                                       "恭贺", "祝贺",  "庆祝",     "大吉",       "happy",
                                       "joy",  "merry", "celebrat", "congratulat" };
  g_autofree char *folded = g_utf8_casefold (text, -1);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (folded, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
check_text (const CltProductChannel *channel, gboolean solemn, GError **error)
{
  const char *texts[] = { channel->subject, channel->body };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      if (texts[i] == NULL)
        continue;
      if (clt_template_invites (texts[i]))
        return clt_store_refuse (error, _ ("The text of the product invites to an event. Choose "
                                           "another product. Nothing was changed."));
      if (solemn && clt_greeting_is_joyful (texts[i]))
        return clt_store_refuse (error,
                                 _ ("This is a solemn day, and the text of the product wishes joy. "
                                    "Choose a product with other words. Nothing was changed."));
    }
  return TRUE;
}

/* Greetings are R1 (domain rules 3.3), and no advertisement for anything else. */
static gboolean
check_product (CltConn *conn, gint64 product_id, CltDay day, gboolean solemn, GError **error)
{
  g_autoptr (CltProduct) product = clt_product_load (conn, product_id, day, error);

  if (product == NULL)
    return FALSE;
  if (product->current == NULL)
    return clt_store_refuse (error,
                             _ ("The product is not approved on that day. Nothing was changed."));
  if (!g_str_equal (product->kind, "value") || product->current->risk != 1)
    return clt_store_refuse (error,
                             _ ("A greeting is a value-added service with risk R1. Choose another "
                                "product. Nothing was changed."));
  for (guint i = 0; i < product->current->channels->len; i++)
    if (!check_text (product->current->channels->pdata[i], solemn, error))
      return FALSE;
  return TRUE;
}

/* Who has been greeted on @occasion, or will be. */
static GHashTable *
load_greeted (CltConn *conn, const char *occasion, GError **error)
{
  g_autoptr (GHashTable) greeted =
    g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  CltStmt *stmt = clt_conn_query (conn, error,
                                  "SELECT i.client_id FROM push u JOIN push_item i"
                                  " ON i.push_id = u.id WHERE u.occasion = ?"
                                  " AND i.state IN ('planned', 'queued', 'done')",
                                  "t", occasion);
  CltStep step;

  if (stmt == NULL)
    return NULL;
  while ((step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      gint64 id = clt_stmt_get_int (stmt, 0);

      g_hash_table_add (greeted, g_memdup2 (&id, sizeof id));
    }
  return step == CLT_STEP_ERROR ? NULL : g_steal_pointer (&greeted);
}

static GArray *
find_clients (CltConn *conn, const char *expression, CltDay day, GError **error)
{
  g_autoptr (CltClientQuery) query = clt_client_query_new ();

  clt_set_str (&query->expression, expression);
  query->today = day;
  return clt_client_query_ids (conn, query, error);
}

static CltPushPlan *
make_plan (gint64 product_id, const char *expression, const char *channel)
{
  CltPushPlan *plan = clt_push_plan_new ();

  plan->product_id = product_id;
  clt_set_str (&plan->expression, expression);
  clt_set_str (&plan->channel, channel);
  plan->targets = g_array_new (FALSE, FALSE, sizeof (CltPushTarget));
  return plan;
}

CltPushPlan *
clt_greeting_plan_festival (CltConn *conn,
                            const char *key,
                            int year,
                            gint64 product_id,
                            const char *expression,
                            const char *channel,
                            GError **error)
{
  g_autoptr (CltPushPlan) plan = make_plan (product_id, expression, channel);
  g_autoptr (GHashTable) greeted = NULL;
  g_autoptr (GArray) ids = NULL;
  CltGreetingDay day;

  if (!find_day (key, year, &day))
    {
      clt_store_refuse (error, _ ("Nobody is greeted on such a day. Nothing was changed."));
      return NULL;
    }
  if (!check_product (conn, product_id, day.day, day.solemn, error))
    return NULL;
  g_free (plan->occasion);
  plan->occasion = g_strdup_printf ("festival:%s:%d", key, year);
  g_free (plan->name);
  /* Translators: the name of a festival, then a year. */
  plan->name = g_strdup_printf (_ ("%s %d"), clt_festival_get_label (day.name), year);
  plan->first = plan->last = day.day;
  greeted = load_greeted (conn, plan->occasion, error);
  ids = greeted == NULL ? NULL : find_clients (conn, expression, day.day, error);
  if (ids == NULL)
    return NULL;
  for (guint i = 0; i < ids->len; i++)
    {
      const CltPushTarget target = { g_array_index (ids, gint64, i), day.day };

      if (!g_hash_table_contains (greeted, &target.client_id))
        g_array_append_val (plan->targets, target);
    }
  return g_steal_pointer (&plan);
}

/* Birthdays */

static int
get_birthday_year (gboolean lunar, CltDay day)
{
  CltLunarDate date;
  int year, month, mday;

  if (lunar && clt_lunar_from_day (day, &date))
    return date.year;
  clt_day_get_ymd (day, &year, &month, &mday);
  return year;
}

/* In @first … @last; a window of more than a year holds a birthday once for each of its years. */
static void
add_birthdays (GArray *found,
               gint64 client,
               gboolean lunar,
               int month,
               int mday,
               CltDay first,
               CltDay last)
{
  CltDay day = clt_birthday_next (lunar, month, mday, first);

  while (day != CLT_DAY_NONE && day <= last)
    {
      const CltGreetingBirthday birthday = { client, day, get_birthday_year (lunar, day) };

      g_array_append_val (found, birthday);
      day = clt_birthday_next (lunar, month, mday, day + 1);
    }
}

static GArray *
load_birthdays (CltConn *conn, CltDay first, CltDay last, const char *expression, GError **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (CltGreetingBirthday));
  g_autoptr (GArray) ids = find_clients (conn, expression, first, error);
  CltStep step;
  CltStmt *stmt;

  if (ids == NULL)
    return NULL;
  for (guint i = 0; i < ids->len; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);

      stmt = clt_conn_query (conn, error,
                             "SELECT birth_calendar = 'lunar', birth_month, birth_day FROM client"
                             " WHERE id = ? AND birth_month IS NOT NULL AND birth_day IS NOT NULL",
                             "i", id);
      step = stmt == NULL ? CLT_STEP_ERROR : clt_stmt_step (stmt, error);
      if (step == CLT_STEP_ERROR)
        return NULL;
      if (step == CLT_STEP_ROW)
        add_birthdays (found, id, clt_stmt_get_int (stmt, 0) != 0, (int) clt_stmt_get_int (stmt, 1),
                       (int) clt_stmt_get_int (stmt, 2), first, last);
      clt_stmt_reset (stmt);
    }
  return g_steal_pointer (&found);
}

static CltPushPlan *
plan_year (CltConn *conn,
           GArray *birthdays,
           int year,
           gint64 product_id,
           const char *expression,
           const char *channel,
           GError **error)
{
  g_autoptr (CltPushPlan) plan = make_plan (product_id, expression, channel);
  g_autoptr (GHashTable) greeted = NULL;

  g_free (plan->occasion);
  plan->occasion = g_strdup_printf ("birthday:%d", year);
  g_free (plan->name);
  /* Translators: %d is a year. */
  plan->name = g_strdup_printf (_ ("Birthdays %d"), year);
  greeted = load_greeted (conn, plan->occasion, error);
  if (greeted == NULL)
    return NULL;
  for (guint i = 0; i < birthdays->len; i++)
    {
      const CltGreetingBirthday *birthday = &g_array_index (birthdays, CltGreetingBirthday, i);
      const CltPushTarget target = { birthday->client_id, birthday->day };

      if (birthday->year == year &&
          g_hash_table_add (greeted, g_memdup2 (&target.client_id, sizeof target.client_id)))
        g_array_append_val (plan->targets, target);
    }
  return g_steal_pointer (&plan);
}

GPtrArray *
clt_greeting_plan_birthdays (CltConn *conn,
                             CltDay first,
                             CltDay last,
                             gint64 product_id,
                             const char *expression,
                             const char *channel,
                             GError **error)
{
  g_autoptr (GPtrArray) plans =
    g_ptr_array_new_with_free_func ((GDestroyNotify) clt_push_plan_free);
  g_autoptr (GArray) birthdays = NULL;
  int from, to, month, mday;

  if (!check_product (conn, product_id, first, FALSE, error))
    return NULL;
  birthdays = load_birthdays (conn, first, last, expression, error);
  if (birthdays == NULL)
    return NULL;
  clt_day_get_ymd (first, &from, &month, &mday);
  clt_day_get_ymd (last, &to, &month, &mday);
  for (int year = from - 1; year <= to; year++)
    {
      g_autoptr (CltPushPlan) plan =
        plan_year (conn, birthdays, year, product_id, expression, channel, error);

      if (plan == NULL)
        return NULL;
      plan->first = first;
      plan->last = last;
      if (plan->targets->len > 0)
        g_ptr_array_add (plans, g_steal_pointer (&plan));
    }
  return g_steal_pointer (&plans);
}

/* What is to come */

static int
compare_occasions (gconstpointer a, gconstpointer b)
{
  const CltGreetingOccasion *x = a, *y = b;

  if (x->day != y->day)
    return x->day < y->day ? -1 : 1;
  return (x->key == NULL) - (y->key == NULL);
}

static int
compare_birthdays (gconstpointer a, gconstpointer b)
{
  const CltGreetingBirthday *x = a, *y = b;

  if (x->day != y->day)
    return x->day < y->day ? -1 : 1;
  return x->client_id < y->client_id ? -1 : x->client_id > y->client_id;
}

GArray *
clt_greeting_find_birthdays (CltConn *conn, CltDay from, CltDay to, GError **error)
{
  GArray *birthdays = load_birthdays (conn, from, to, "", error);

  if (birthdays != NULL)
    g_array_sort (birthdays, compare_birthdays);
  return birthdays;
}

static void
count_birthday (GArray *occasions, GHashTable *by_day, const CltGreetingBirthday *birthday)
{
  gpointer day = GINT_TO_POINTER (birthday->day);
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (by_day, day));

  if (index == 0)
    {
      const CltGreetingOccasion occasion = { .day = birthday->day,
                                             .client_id = birthday->client_id };

      g_array_append_val (occasions, occasion);
      index = occasions->len;
      g_hash_table_insert (by_day, day, GUINT_TO_POINTER (index));
    }
  g_array_index (occasions, CltGreetingOccasion, index - 1).n++;
}

GArray *
clt_greeting_find_occasions (CltConn *conn, CltDay from, CltDay to, GError **error)
{
  g_autoptr (GArray) occasions = g_array_new (FALSE, FALSE, sizeof (CltGreetingOccasion));
  g_autoptr (GArray) festivals = clt_greeting_days (from, to);
  g_autoptr (GArray) birthdays = load_birthdays (conn, from, to, "", error);
  g_autoptr (GHashTable) by_day = g_hash_table_new (NULL, NULL);

  if (birthdays == NULL)
    return NULL;
  for (guint i = 0; i < birthdays->len; i++)
    count_birthday (occasions, by_day, &g_array_index (birthdays, CltGreetingBirthday, i));
  for (guint i = 0; i < festivals->len; i++)
    {
      const CltGreetingDay *day = &g_array_index (festivals, CltGreetingDay, i);
      const CltGreetingOccasion occasion = { .key = day->key,
                                             .name = day->name,
                                             .day = day->day,
                                             .year = day->year,
                                             .solemn = day->solemn };

      g_array_append_val (occasions, occasion);
    }
  g_array_sort (occasions, compare_occasions);
  return g_steal_pointer (&occasions);
}

static GPtrArray *
list_greeted_birthdays (CltConn *conn, CltDay day, const char *expression, GError **error)
{
  g_autoptr (GArray) birthdays = load_birthdays (conn, day, day, expression, error);
  g_autoptr (GPtrArray) greeted =
    g_ptr_array_new_with_free_func ((GDestroyNotify) clt_push_item_free);

  for (guint i = 0; birthdays != NULL && i < birthdays->len; i++)
    {
      const CltGreetingBirthday *birthday = &g_array_index (birthdays, CltGreetingBirthday, i);
      g_autofree char *occasion = g_strdup_printf ("birthday:%d", birthday->year);
      GPtrArray *items = clt_push_get_items_on (conn, occasion, &birthday->client_id, 1, error);

      if (items == NULL)
        return NULL;
      g_ptr_array_extend_and_steal (greeted, items);
    }
  return birthdays == NULL ? NULL : g_steal_pointer (&greeted);
}

GPtrArray *
clt_greeting_list_greeted (CltConn *conn,
                           const CltGreetingOccasion *occasion,
                           const char *expression,
                           GError **error)
{
  g_autofree char *name = NULL;
  g_autoptr (GArray) ids = NULL;

  if (occasion->key == NULL)
    return list_greeted_birthdays (conn, occasion->day, expression, error);
  name = g_strdup_printf ("festival:%s:%d", occasion->key, occasion->year);
  ids = find_clients (conn, expression, occasion->day, error);
  return ids == NULL ? NULL
                     : clt_push_get_items_on (conn, name, (const gint64 *) (gpointer) ids->data,
                                              ids->len, error);
}

char *
clt_greeting_compose (CltConn *conn,
                      gint64 product_id,
                      const char *channel,
                      gint64 client_id,
                      CltDay day,
                      GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (CltVersion) version = clt_version_get (conn, product_id, day, &failure);
  const CltProductChannel *found = NULL;
  g_autofree char *text = NULL;

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  for (guint i = 0; version != NULL && i < version->channels->len; i++)
    if (g_str_equal (((CltProductChannel *) version->channels->pdata[i])->channel, channel))
      found = version->channels->pdata[i];
  if (found == NULL || found->body == NULL)
    return g_strdup ("");
  text = found->subject == NULL || *found->subject == '\0'
           ? g_strdup (found->body)
           : g_strconcat (found->subject, "\n", found->body, NULL);
  return clt_template_fill (conn, text, client_id, day, error);
}
