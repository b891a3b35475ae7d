/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-product.h"
#include "core/funds/clt-population.h"
#include "core/surveys/clt-response-sql.h"
#include "core/surveys/clt-survey-result-private.h"

static const char *const ways[] = { "", "tier", "staff", "channel", "version", "month" };

gboolean
clt_result_by_from_name (const char *name, CltResultBy *by)
{
  for (guint i = 1; i < G_N_ELEMENTS (ways); i++)
    if (g_str_equal (ways[i], name))
      {
        *by = i;
        return TRUE;
      }
  return FALSE;
}

void
clt_survey_result_free (CltSurveyResult *result)
{
  g_clear_pointer (&result->all, clt_result_group_free);
  g_ptr_array_unref (result->groups);
  g_array_unref (result->weighted);
  g_ptr_array_unref (result->channels);
  g_array_unref (result->replaced);
  g_array_unref (result->careless);
  g_clear_pointer (&result->forms, g_ptr_array_unref);
  g_free (result->channel);
  g_free (result);
}

static CltSurveyResult *
result_new (void)
{
  CltSurveyResult *result = g_new0 (CltSurveyResult, 1);

  result->groups = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_result_group_free);
  result->weighted = g_array_new (FALSE, FALSE, sizeof (CltWeighted));
  result->channels = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_result_count_free);
  result->replaced = g_array_new (FALSE, FALSE, sizeof (gint64));
  result->careless = g_array_new (FALSE, FALSE, sizeof (gint64));
  result->channel = g_strdup ("");
  return result;
}

/* ---- which forms count --------------------------------------------------------------------- */

static void
drop_replaced (CltSurveyResultData *data, CltSurveyResult *result)
{
  for (guint i = data->filled->len; i > 0; i--)
    {
      const CltResultFilled *filled = data->filled->pdata[i - 1];

      if (filled->last)
        continue;
      g_array_append_val (result->replaced, filled->id);
      g_ptr_array_remove_index (data->filled, i - 1);
    }
}

static void
drop_other_tiers (CltSurveyResultData *data)
{
  for (guint i = data->filled->len; data->query->tiers != 0 && i > 0; i--)
    {
      const CltResultFilled *filled = data->filled->pdata[i - 1];

      if ((data->query->tiers & (1u << filled->tier)) == 0)
        g_ptr_array_remove_index (data->filled, i - 1);
    }
}

static int
compare_channels (gconstpointer a, gconstpointer b)
{
  const CltResultCount *left = *(CltResultCount *const *) a, *right = *(CltResultCount *const *) b;

  if (left->responses->len != right->responses->len)
    return left->responses->len > right->responses->len ? -1 : 1;
  return strcmp (left->code, right->code);
}

static void
count_channels (const CltSurveyResultData *data, CltSurveyResult *result)
{
  for (guint i = 0; i < data->filled->len; i++)
    {
      const CltResultFilled *filled = data->filled->pdata[i];
      CltResultCount *count = NULL;

      for (guint j = 0; j < result->channels->len; j++)
        if (g_str_equal (((CltResultCount *) result->channels->pdata[j])->code, filled->channel))
          count = result->channels->pdata[j];
      if (count == NULL)
        {
          count = g_new0 (CltResultCount, 1);
          count->code = g_strdup (filled->channel);
          count->label = g_strdup (clt_channel_get_label (filled->channel));
          count->responses = g_array_new (FALSE, FALSE, sizeof (gint64));
          g_ptr_array_add (result->channels, count);
        }
      g_array_append_val (count->responses, filled->id);
    }
  for (guint i = 0; i < result->channels->len; i++)
    {
      CltResultCount *count = result->channels->pdata[i];

      count->share = clt_share_new (count->responses->len, data->filled->len);
    }
  g_ptr_array_sort (result->channels, compare_channels);
}

static void
choose_channel (const CltSurveyResultData *data, CltSurveyResult *result)
{
  if (data->query->channel != NULL)
    clt_set_str (&result->channel, data->query->channel);
  else if (result->channels->len == 1 || (!data->query->pooled && result->channels->len > 0))
    /* of one channel nothing is pooled */
    clt_set_str (&result->channel, ((CltResultCount *) result->channels->pdata[0])->code);
}

static gboolean
is_shown (const CltSurveyResult *result, const CltResultFilled *filled)
{
  return *result->channel == '\0' || g_str_equal (filled->channel, result->channel);
}

/* (transfer container) */
static GPtrArray *
list_shown (const CltSurveyResultData *data, const CltSurveyResult *result)
{
  GPtrArray *shown = g_ptr_array_new ();

  for (guint i = 0; i < data->filled->len; i++)
    if (is_shown (result, data->filled->pdata[i]))
      g_ptr_array_add (shown, data->filled->pdata[i]);
  return shown;
}

static void
add_all (GHashTable *set, const GArray *ids)
{
  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (set, &g_array_index (ids, gint64, i));
}

/* Who ticks the same everywhere, or faster than one can read, has not said what he thinks. */
static void
drop_careless (CltSurveyResultData *data, CltSurveyResult *result)
{
  CltResultGroup *all = clt_result_group_new (data, data->filled);
  g_autoptr (GHashTable) careless = g_hash_table_new (g_int64_hash, g_int64_equal);

  add_all (careless, all->straight);
  add_all (careless, all->fast);
  for (guint i = data->filled->len; i > 0; i--)
    {
      const CltResultFilled *filled = data->filled->pdata[i - 1];

      if (!g_hash_table_contains (careless, &filled->id))
        continue;
      if (is_shown (result, filled))
        g_array_append_val (result->careless, filled->id);
      if (data->query->careful)
        g_ptr_array_remove_index (data->filled, i - 1);
    }
  clt_result_group_free (all);
}

/* Of all surveys that were put in the period, or of the one; by whatever channel and to whomever the
 * answer came. */
static gboolean
load_rate (const CltSurveyResultData *data, CltSurveyResult *result, GError **error)
{
  const CltResultQuery *query = data->query;
  CltStmt *stmt = clt_conn_query (
    data->conn, error,
    "SELECT count(*), coalesce (sum(EXISTS (SELECT 1 FROM response r WHERE r.survey_id = s.id"
    " AND r.client_id = m.client_id AND " CLT_RESPONSE_COUNTS ")), 0)"
    " FROM survey s JOIN questionnaire_version v ON v.id = s.version_id"
    " JOIN survey_member m ON m.survey_id = s.id AND m.excluded = ''"
    " WHERE v.questionnaire_id = ?1 AND (?2 = 0 OR s.id = ?2) AND s.state <> 'draft'"
    " AND (?3 = 0 OR v.id = ?3) AND (?4 IS NULL OR s.valid_to >= ?4)"
    " AND (?5 IS NULL OR s.valid_from <= ?5) AND (?6 = 0 OR (?6 >> m.tier) & 1)",
    "iiiyyi", query->questionnaire_id, query->survey_id, query->version_id, query->from, query->to,
    (gint64) query->tiers);
  const CltStep step = stmt == NULL ? CLT_STEP_ERROR : clt_stmt_step (stmt, error);

  if (step != CLT_STEP_ROW)
    return FALSE;
  result->rate = clt_share_new (clt_stmt_get_int (stmt, 1), clt_stmt_get_int (stmt, 0));
  clt_stmt_reset (stmt);
  return TRUE;
}

/* ---- groups -------------------------------------------------------------------------------- */

/* What a form belongs to, as a key that sorts. (transfer full) */
static char *
dup_group_key (const CltSurveyResultData *data, const CltResultFilled *filled)
{
  const CltForm *form = data->forms->pdata[filled->form];
  int year, month, day;

  switch (data->query->by)
    {
    case CLT_RESULT_BY_TIER:
      return g_strdup_printf ("%d",
                              filled->tier == CLT_TIER_UNRATED ? CLT_N_TIERS : (int) filled->tier);
    case CLT_RESULT_BY_STAFF:
      return g_strdup_printf ("%020" G_GINT64_FORMAT, filled->staff_id);
    case CLT_RESULT_BY_CHANNEL:
      return g_strdup (filled->channel);
    case CLT_RESULT_BY_VERSION:
      return g_strdup_printf ("%06d", form->number);
    case CLT_RESULT_BY_MONTH:
      clt_day_get_ymd (filled->day, &year, &month, &day);
      return g_strdup_printf ("%04d%02d", year, month);
    case CLT_RESULT_BY_NOTHING:
    default:
      return g_strdup ("");
    }
}

static gboolean
name_staff (CltConn *conn, CltResultGroup *group, gint64 id, GError **error)
{
  CltStmt *stmt =
    clt_conn_query (conn, error, "SELECT number, name FROM staff WHERE id = ?", "i", id);
  CltStep step = stmt == NULL ? CLT_STEP_ERROR : clt_stmt_step (stmt, error);

  group->staff_id = id;
  clt_set_str (&group->key, "");
  clt_set_str (&group->label, _ ("Nobody"));
  if (step == CLT_STEP_ROW)
    {
      clt_set_str (&group->key, clt_stmt_get_text (stmt, 0));
      clt_set_str (&group->label, clt_stmt_get_text (stmt, 1));
      clt_stmt_reset (stmt);
    }
  return step != CLT_STEP_ERROR;
}

/* What people read, from the key that sorts. */
static gboolean
name_group (const CltSurveyResultData *data, CltResultGroup *group, const char *key, GError **error)
{
  const int number = (int) g_ascii_strtoll (key, NULL, 10);
  g_autofree char *text = NULL;

  switch (data->query->by)
    {
    case CLT_RESULT_BY_TIER:
      clt_set_str (&group->key, clt_tier_get_name ((CltTier) (number % CLT_N_TIERS)));
      clt_set_str (&group->label, clt_tier_get_label ((CltTier) (number % CLT_N_TIERS)));
      return TRUE;
    case CLT_RESULT_BY_STAFF:
      return name_staff (data->conn, group, g_ascii_strtoll (key, NULL, 10), error);
    case CLT_RESULT_BY_CHANNEL:
      clt_set_str (&group->key, key);
      clt_set_str (&group->label, clt_channel_get_label (key));
      return TRUE;
    case CLT_RESULT_BY_VERSION:
    case CLT_RESULT_BY_MONTH:
    case CLT_RESULT_BY_NOTHING:
    default:
      text = g_strdup_printf ("%d", number);
      clt_set_str (&group->key, text);
      clt_set_str (&group->label, text);
      return TRUE;
    }
}

/* key -> forms; sorted keys in @keys. */
static GHashTable *
sort_forms (const CltSurveyResultData *data, const GPtrArray *filled, GList **keys)
{
  GHashTable *groups =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < filled->len; i++)
    {
      g_autofree char *key = dup_group_key (data, filled->pdata[i]);
      GPtrArray *forms = g_hash_table_lookup (groups, key);

      if (forms == NULL)
        {
          forms = g_ptr_array_new ();
          g_hash_table_insert (groups, g_steal_pointer (&key), forms);
        }
      g_ptr_array_add (forms, filled->pdata[i]);
    }
  *keys = g_list_sort (g_hash_table_get_keys (groups), (GCompareFunc) strcmp);
  return groups;
}

static gboolean
add_groups (const CltSurveyResultData *data,
            const GPtrArray *filled,
            CltSurveyResult *result,
            GError **error)
{
  g_autoptr (GList) keys = NULL;
  g_autoptr (GHashTable) groups = sort_forms (data, filled, &keys);

  for (GList *key = keys; key != NULL; key = key->next)
    {
      CltResultGroup *group = clt_result_group_new (data, g_hash_table_lookup (groups, key->data));

      g_ptr_array_add (result->groups, group);
      if (!name_group (data, group, key->data, error))
        return FALSE;
    }
  return TRUE;
}

/* ---- places of staff ----------------------------------------------------------------------- */

/* Without the forms that somebody took of clients of his own (domain 5.1). */
static CltShare
get_fair_share (const CltSurveyResultData *data, const GPtrArray *shown, gint64 staff_id)
{
  g_autoptr (GPtrArray) fair = g_ptr_array_new ();
  CltResultGroup *group;
  CltShare share;

  for (guint i = 0; i < shown->len; i++)
    {
      const CltResultFilled *filled = shown->pdata[i];

      if (filled->staff_id == staff_id && !filled->own)
        g_ptr_array_add (fair, (gpointer) filled);
    }
  group = clt_result_group_new (data, fair);
  /* the answers of one form go together: as many cases as forms, not as answers */
  share = group->top2.of == 0
            ? clt_share_new (0, 0)
            : clt_share_new ((gint64) round (group->top2.value * group->responses->len),
                             group->responses->len);
  clt_result_group_free (group);
  return share;
}

static void
rank_staff (const CltSurveyResultData *data, const GPtrArray *shown, CltSurveyResult *result)
{
  const guint n = result->groups->len;
  g_autofree CltShare *shares = g_new0 (CltShare, n + 1);
  g_autofree guint *places = g_new0 (guint, n + 1);

  for (guint i = 0; i < n; i++)
    {
      const CltResultGroup *group = result->groups->pdata[i];

      shares[i] =
        group->staff_id == 0 ? clt_share_new (0, 0) : get_fair_share (data, shown, group->staff_id);
    }
  clt_share_rank (shares, n, data->rank_answers, places);
  for (guint i = 0; i < n; i++)
    ((CltResultGroup *) result->groups->pdata[i])->place = places[i];
}

/* ---- the branch's mix of tiers ------------------------------------------------------------- */

static gboolean
load_weights (const CltSurveyResultData *data, CltSurveyResult *result, GError **error)
{
  g_autoptr (CltPopulation) population = clt_population_load (data->conn, error);
  g_autofree CltTier *tiers = NULL;
  CltDay day = data->query->from;

  if (population == NULL)
    return FALSE;
  if (day == CLT_DAY_NONE)
    day = data->filled->len == 0 ? clt_today () : ((CltResultFilled *) data->filled->pdata[0])->day;
  tiers = g_new0 (CltTier, MAX (population->n, 1));
  if (!clt_population_get_tiers (population, data->conn, day, tiers, error))
    return FALSE;
  for (int i = 0; i < population->n; i++)
    if (clt_population_has (population, i, day))
      result->weights[tiers[i]]++;
  return TRUE;
}

/* People without a name have no tier: they are in the raw figures alone. */
static CltResultGroup *
group_tier (const CltSurveyResultData *data, const GPtrArray *filled, CltTier tier)
{
  g_autoptr (GPtrArray) mine = g_ptr_array_new ();

  for (guint i = 0; i < filled->len; i++)
    {
      CltResultFilled *form = filled->pdata[i];

      if (form->client_id != 0 && form->tier == tier)
        g_ptr_array_add (mine, form);
    }
  return clt_result_group_new (data, mine);
}

static void
weigh (const CltSurveyResultData *data, const GPtrArray *filled, CltSurveyResult *result)
{
  CltResultGroup *tiers[CLT_N_TIERS];
  double csat[CLT_N_TIERS], top2[CLT_N_TIERS], mean[CLT_N_TIERS];

  for (guint tier = 0; tier < CLT_N_TIERS; tier++)
    tiers[tier] = group_tier (data, filled, tier);
  for (guint i = 0; i < data->columns->len; i++)
    {
      CltWeighted weighted;

      for (guint tier = 0; tier < CLT_N_TIERS; tier++)
        {
          const CltQuestionResult *question = tiers[tier]->questions->pdata[i];

          csat[tier] = question->csat.value;
          top2[tier] = question->top2.value;
          mean[tier] = clt_sums_get_mean (&question->sums);
        }
      weighted.csat = clt_weighted_mean (result->weights, csat, CLT_N_TIERS);
      weighted.top2 = clt_weighted_mean (result->weights, top2, CLT_N_TIERS);
      weighted.mean = clt_weighted_mean (result->weights, mean, CLT_N_TIERS);
      g_array_append_val (result->weighted, weighted);
    }
  for (guint tier = 0; tier < CLT_N_TIERS; tier++)
    {
      csat[tier] = tiers[tier]->csat.value;
      top2[tier] = tiers[tier]->top2.value;
      mean[tier] = clt_sums_get_mean (&tiers[tier]->sums);
      clt_result_group_free (tiers[tier]);
    }
  result->overall.csat = clt_weighted_mean (result->weights, csat, CLT_N_TIERS);
  result->overall.top2 = clt_weighted_mean (result->weights, top2, CLT_N_TIERS);
  result->overall.mean = clt_weighted_mean (result->weights, mean, CLT_N_TIERS);
}

CltSurveyResult *
clt_survey_result_load (CltConn *conn, const CltResultQuery *query, GError **error)
{
  g_auto (CltSurveyResultData) data = { .conn = conn, .query = query };
  g_autoptr (CltSurveyResult) result = result_new ();
  g_autoptr (GPtrArray) shown = NULL;

  if (!clt_survey_result_read (&data, error) || !load_weights (&data, result, error) ||
      !load_rate (&data, result, error))
    return NULL;
  drop_replaced (&data, result);
  drop_other_tiers (&data);
  count_channels (&data, result);
  choose_channel (&data, result);
  if (!clt_survey_result_count_others (&data, CLT_RESPONSE_OPEN, result->channel, &result->n_open,
                                       error) ||
      !clt_survey_result_count_others (&data, CLT_RESPONSE_BROKEN, result->channel,
                                       &result->n_broken, error))
    return NULL;
  drop_careless (&data, result);
  shown = list_shown (&data, result);
  result->all = clt_result_group_new (&data, shown);
  weigh (&data, shown, result);
  if (query->by != CLT_RESULT_BY_NOTHING &&
      !add_groups (&data, query->by == CLT_RESULT_BY_CHANNEL ? data.filled : shown, result, error))
    return NULL;
  if (query->by == CLT_RESULT_BY_STAFF)
    rank_staff (&data, shown, result);
  result->forms = g_steal_pointer (&data.forms);
  return g_steal_pointer (&result);
}
