/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-random.h"
#include "core/clients/clt-client-query.h"
#include "core/funds/clt-population.h"
#include "core/rules/clt-rules.h"
#include "core/surveys/clt-survey.h"

#define MILLION 1000000

/* ---- sizes --------------------------------------------------------------------------------- */

void
clt_survey_allocate (const gint64 *sizes, guint n, gint64 wanted, gint64 *parts)
{
  gint64 total = 0, left;

  for (guint i = 0; i < n; i++)
    total += sizes[i];
  left = wanted = CLAMP (wanted, 0, total);
  for (guint i = 0; i < n; i++)
    {
      parts[i] = total == 0 ? 0 : wanted * sizes[i] / total;
      left -= parts[i];
    }
  /* fewer are left than there are strata: nobody gets two */
  for (; left > 0; left--)
    {
      guint best = n;
      gint64 most = -1;

      for (guint i = 0; i < n; i++)
        {
          const gint64 rest = wanted * sizes[i] % total;

          if (parts[i] == wanted * sizes[i] / total && rest > most)
            {
              best = i;
              most = rest;
            }
        }
      parts[best]++;
    }
}

/* ---- who is left out ----------------------------------------------------------------------- */

static GHashTable *
set_new (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

static GArray *
ask_status (CltConn *conn, const CltSurvey *survey, CltDay day, const char *status, GError **error)
{
  g_autoptr (CltClientQuery) query = clt_client_query_new ();

  g_free (query->expression);
  query->expression = g_strdup (survey->audience);
  query->with_closed = TRUE;
  query->today = day;
  g_free (query->status);
  query->status = g_strdup (status);
  return clt_client_query_ids (conn, query, error);
}

static GHashTable *
find_status (CltConn *conn, const CltSurvey *survey, CltDay day, const char *status, GError **error)
{
  g_autoptr (GArray) ids = ask_status (conn, survey, day, status, error);
  GHashTable *set;

  if (ids == NULL)
    return NULL;
  set = set_new ();
  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (set, g_memdup2 (&g_array_index (ids, gint64, i), sizeof (gint64)));
  return set;
}

/* (nullable): on error, and when @stmt is NULL */
static GHashTable *
read_set (CltStmt *stmt, GError **error)
{
  g_autoptr (GHashTable) set = set_new ();
  CltStep step = CLT_STEP_ERROR;

  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      const gint64 id = clt_stmt_get_int (stmt, 0);

      g_hash_table_add (set, g_memdup2 (&id, sizeof id));
    }
  return step == CLT_STEP_DONE ? g_steal_pointer (&set) : NULL;
}

/* All pushes, or what the channel needs the consent for. */
static GHashTable *
find_refused (CltConn *conn, const CltSurvey *survey, CltDay day, GError **error)
{
  return read_set (
    clt_conn_query (conn, error,
                    "SELECT client_id FROM refusal WHERE scope = 'all' AND valid_from <= ?1"
                    " AND (valid_to IS NULL OR valid_to >= ?1)"
                    " UNION SELECT c.client_id FROM consent c JOIN channel ch ON ch.key = ?2"
                    " AND ch.consent = c.channel WHERE c.given = 0 AND c.valid_from <= ?1"
                    " AND NOT EXISTS (SELECT 1 FROM consent l WHERE l.client_id = c.client_id"
                    " AND l.channel = c.channel AND l.valid_from <= ?1"
                    " AND (l.valid_from > c.valid_from OR (l.valid_from = c.valid_from"
                    " AND l.id > c.id)))",
                    "yt", day, survey->channel),
    error);
}

/* Who has answered something, or is on the list of another survey, within so many days. */
static GHashTable *
find_recent (CltConn *conn, const CltSurvey *survey, CltDay day, GError **error)
{
  int days;

  if (!clt_rules_get_count (conn, "survey.recent_days", day, &days, error))
    return NULL;
  return read_set (
    clt_conn_query (conn, error,
                    "SELECT client_id FROM response WHERE client_id IS NOT NULL AND day > ?1"
                    " AND day <= ?2 UNION SELECT m.client_id FROM survey_member m"
                    " JOIN survey s ON s.id = m.survey_id WHERE m.excluded = '' AND s.id <> ?3"
                    " AND s.state <> 'draft' AND s.valid_from > ?1 AND s.valid_from <= ?2",
                    "yyi", day - days, day, survey->id),
    error);
}

/* ---- the draw ------------------------------------------------------------------------------ */

typedef struct
{
  gint64 id;
  CltTier tier;
  const char *account; /* borrowed from the population */
  const char *excluded;
  guint64 lot;
} Candidate;

typedef struct
{
  CltConn *conn;
  const CltSurvey *survey;
  CltDay day;
  GArray *candidates; /* Candidate */
  gint64 sizes[CLT_N_TIERS], wanted[CLT_N_TIERS];
} Draw;

/* FNV-1a: an account's own number, whatever the ids of the file are. */
static guint64
hash_account (const char *account)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (const char *p = account; *p != '\0'; p++)
    hash = (hash ^ (guchar) *p) * G_GUINT64_CONSTANT (0x100000001b3);
  return hash;
}

static int
compare_lots (gconstpointer a, gconstpointer b)
{
  const Candidate *left = a, *right = b;

  if (left->lot != right->lot)
    return left->lot < right->lot ? -1 : 1;
  return strcmp (left->account, right->account);
}

/* client -> its first account. */
static GHashTable *
load_accounts (CltConn *conn, GError **error)
{
  g_autoptr (GHashTable) accounts =
    g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  CltStmt *stmt =
    clt_conn_query (conn, error, "SELECT client_id, min (number) FROM account GROUP BY client_id",
                    "");
  CltStep step = CLT_STEP_ERROR;

  while (stmt != NULL && (step = clt_stmt_step (stmt, error)) == CLT_STEP_ROW)
    {
      const gint64 id = clt_stmt_get_int (stmt, 0);

      g_hash_table_insert (accounts, g_memdup2 (&id, sizeof id),
                           g_strdup (clt_stmt_get_text (stmt, 1)));
    }
  return step == CLT_STEP_DONE ? g_steal_pointer (&accounts) : NULL;
}

/* The first reason that holds. */
static const char *
find_reason (GHashTable *const *sets, const char *const *reasons, guint n, gint64 id)
{
  for (guint i = 0; i < n; i++)
    if (g_hash_table_contains (sets[i], &id))
      return reasons[i];
  return "";
}

static gboolean
add_candidates (Draw *draw, GHashTable *accounts, gint64 seed, GError **error)
{
  static const char *const reasons[] = { "closed", "dormant", "refused", "recent" };
  g_autoptr (GArray) ids = ask_status (draw->conn, draw->survey, draw->day, "", error);
  g_autoptr (GHashTable) closed =
    find_status (draw->conn, draw->survey, draw->day, "closed", error);
  g_autoptr (GHashTable) dormant =
    find_status (draw->conn, draw->survey, draw->day, "dormant", error);
  g_autoptr (GHashTable) refused = find_refused (draw->conn, draw->survey, draw->day, error);
  g_autoptr (GHashTable) recent = find_recent (draw->conn, draw->survey, draw->day, error);
  g_autoptr (CltPopulation) population = clt_population_load (draw->conn, error);
  g_autofree CltTier *tiers = NULL;
  GHashTable *const sets[] = { closed, dormant, refused, recent };

  if (ids == NULL || closed == NULL || dormant == NULL || refused == NULL || recent == NULL ||
      population == NULL)
    return FALSE;
  tiers = g_new0 (CltTier, MAX (population->n, 1));
  if (!clt_population_get_tiers (population, draw->conn, draw->day, tiers, error))
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      Candidate candidate = { .id = g_array_index (ids, gint64, i), .account = "" };
      const int person = clt_population_find (population, candidate.id);
      const char *account = g_hash_table_lookup (accounts, &candidate.id);
      CltRandom random;

      candidate.tier = person < 0 ? CLT_TIER_UNRATED : tiers[person];
      if (account != NULL)
        candidate.account = account;
      candidate.excluded = find_reason (sets, reasons, G_N_ELEMENTS (reasons), candidate.id);
      random = clt_random_new ((guint32) MAX (seed, 0), hash_account (candidate.account));
      candidate.lot = clt_random_next (&random);
      if (*candidate.excluded == '\0')
        draw->sizes[candidate.tier]++;
      g_array_append_val (draw->candidates, candidate);
    }
  g_array_sort (draw->candidates, compare_lots);
  return TRUE;
}

/* All of the highest tier, and of the others their part. */
static void
choose_sizes (Draw *draw, gint64 seed, gint64 ppm)
{
  gint64 others = 0;

  memcpy (draw->wanted, draw->sizes, sizeof draw->wanted);
  if (seed == CLT_SURVEY_NO_SEED)
    return;
  for (guint tier = 0; tier < CLT_TIER_HIGH_END; tier++)
    others += draw->sizes[tier];
  clt_survey_allocate (draw->sizes, CLT_TIER_HIGH_END, (others * ppm + MILLION - 1) / MILLION,
                       draw->wanted);
}

/* The lots are in order: the first of each tier are asked. */
static void
mark_drawn (Draw *draw)
{
  gint64 left[CLT_N_TIERS];

  memcpy (left, draw->wanted, sizeof left);
  for (guint i = 0; i < draw->candidates->len; i++)
    {
      Candidate *candidate = &g_array_index (draw->candidates, Candidate, i);

      if (*candidate->excluded == '\0' && left[candidate->tier]-- <= 0)
        candidate->excluded = "not-drawn";
    }
}

static gboolean
write_members (Draw *draw, GError **error)
{
  for (guint i = 0; i < draw->candidates->len; i++)
    {
      const Candidate *candidate = &g_array_index (draw->candidates, Candidate, i);

      if (!clt_conn_run (draw->conn, error,
                         "INSERT INTO survey_member (survey_id, client_id, tier, excluded)"
                         " VALUES (?, ?, ?, ?)",
                         "iiit", draw->survey->id, candidate->id, (gint64) candidate->tier,
                         candidate->excluded))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_strata (Draw *draw, GError **error)
{
  for (guint tier = 0; tier < CLT_N_TIERS; tier++)
    if (!clt_conn_run (draw->conn, error,
                       "INSERT INTO survey_stratum (survey_id, tier, population, wanted)"
                       " VALUES (?, ?, ?, ?)",
                       "iiii", draw->survey->id, (gint64) tier, draw->sizes[tier],
                       draw->wanted[tier]))
      return FALSE;
  return TRUE;
}

static gboolean
clear_draw (Draw *draw, GError **error)
{
  const gint64 id = draw->survey->id;

  return clt_conn_run (draw->conn, error, "DELETE FROM survey_member WHERE survey_id = ?", "i",
                       id) &&
         clt_conn_run (draw->conn, error, "DELETE FROM survey_stratum WHERE survey_id = ?", "i",
                       id);
}

static gboolean
note_draw (Draw *draw, gint64 seed, GError **error)
{
  return clt_conn_run (draw->conn, error,
                       "UPDATE survey SET seed = nullif (?2, -1), drawn = ?3 WHERE id = ?1", "iiy",
                       draw->survey->id, seed, draw->day);
}

/* Who is asked and who is not; nothing is written. @draw: its conn, survey, day and candidates. */
static gboolean
prepare (Draw *draw, GHashTable *accounts, gint64 seed, gint64 ppm, GError **error)
{
  if (seed != CLT_SURVEY_NO_SEED && (seed < 0 || seed > G_MAXUINT32))
    return clt_store_refuse (error, _ ("A seed is a number from 0 to 4294967295."
                                       " Nothing was changed."));
  if (ppm < 0 && !clt_rules_get_ppm (draw->conn, "survey.sample", draw->day, &ppm, error))
    return FALSE;
  if (ppm > MILLION)
    return clt_store_refuse (error, _ ("A sample is not more than all. Nothing was changed."));
  if (!add_candidates (draw, accounts, seed, error))
    return FALSE;
  choose_sizes (draw, seed, ppm);
  mark_drawn (draw);
  return TRUE;
}

gboolean
clt_survey_draw (CltConn *conn, gint64 id, gint64 seed, gint64 ppm, GError **error)
{
  g_autoptr (CltSurvey) survey = clt_survey_load (conn, id, error);
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  g_autoptr (GHashTable) accounts = survey == NULL ? NULL : load_accounts (conn, error);
  Draw draw = { .conn = conn, .survey = survey, .candidates = candidates };

  if (accounts == NULL)
    return FALSE;
  if (survey->state != CLT_SURVEY_DRAFT)
    return clt_store_refuse (error, _ ("This survey has begun: who is asked stays as it is."
                                       " Nothing was changed."));
  draw.day = clt_action_get_day (conn);
  return prepare (&draw, accounts, seed, ppm, error) && clear_draw (&draw, error) &&
         write_members (&draw, error) && write_strata (&draw, error) &&
         note_draw (&draw, seed, error);
}

/* ---- before it is written ------------------------------------------------------------------ */

static gpointer
read_name (CltStmt *stmt)
{
  return g_strdup (clt_stmt_get_text (stmt, 0));
}

static CltSurveyMember *
make_member (CltConn *conn, const Candidate *candidate, GError **error)
{
  g_autofree char *name =
    clt_stmt_read_one (clt_conn_query (conn, error, "SELECT name FROM client WHERE id = ?", "i",
                                       candidate->id),
                       read_name, "", error);
  CltSurveyMember *member;

  if (name == NULL)
    return NULL;
  member = g_new0 (CltSurveyMember, 1);
  member->client_id = candidate->id;
  member->account = g_strdup (candidate->account);
  member->name = g_steal_pointer (&name);
  member->tier = candidate->tier;
  member->excluded = g_strdup (candidate->excluded);
  member->response = g_strdup ("");
  member->answered = CLT_DAY_NONE;
  return member;
}

GPtrArray *
clt_survey_preview (CltConn *conn,
                    const CltSurvey *survey,
                    CltDay day,
                    gint64 seed,
                    gint64 ppm,
                    GError **error)
{
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  g_autoptr (GPtrArray) members = g_ptr_array_new_with_free_func (clt_survey_member_free);
  g_autoptr (GHashTable) accounts = load_accounts (conn, error);
  Draw draw = { .conn = conn, .survey = survey, .day = day, .candidates = candidates };

  if (accounts == NULL || !prepare (&draw, accounts, seed, ppm, error))
    return NULL;
  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < candidates->len; i++)
      {
        const Candidate *candidate = &g_array_index (candidates, Candidate, i);
        CltSurveyMember *member;

        if ((*candidate->excluded == '\0') != (round == 0))
          continue;
        member = make_member (conn, candidate, error);
        if (member == NULL)
          return NULL;
        g_ptr_array_add (members, member);
      }
  return g_steal_pointer (&members);
}
