/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Not a test by itself: answers many questions about one branch file in one run, for the tests in
 * Python to compare. FILE is the argument; each line of standard input is one question:
 *
 *   figures FROM TO none|tier|staff|month   name,group,numerator,denominator,value,low,high
 *   companions FROM TO                      name,value
 *   members FROM TO NAME TIER|- num|den     account
 *   clients FROM TO                         one line a client, see print_client()
 *   lists FROM TO                           name, account, numerator, denominator: everybody who
 *                                           counts in an indicator
 *
 * Answers are lines of tab-separated text (money in fen), each answer ended by a line with a dot. */
#include <stdio.h>
#include <string.h>

#include "core/clt-branch.h"
#include "core/quality/clt-indicator-kinds.h"

static const char *const group_names[] = { "none", "tier", "staff", "month" };

static void
print_group (const CltIndicator *indicator, CltGroupBy by)
{
  if (!indicator->grouped)
    g_print ("\t-");
  else if (by == CLT_BY_TIER)
    g_print ("\t%s", clt_tier_get_name (indicator->tier));
  else if (by == CLT_BY_STAFF)
    g_print ("\t%s", indicator->staff_number);
  else
    g_print ("\t%d", indicator->month / 12 * 100 + indicator->month % 12 + 1);
}

static void
print_figures (CltConn *conn, CltDay from, CltDay to, char **words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltIndicators) figures = NULL;
  CltGroupBy by = CLT_BY_NONE;

  for (guint i = 0; i < G_N_ELEMENTS (group_names); i++)
    if (g_str_equal (words[3], group_names[i]))
      by = i;
  figures = clt_indicators_compute (conn, from, to, by, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < figures->indicators->len; i++)
    {
      const CltIndicator *indicator = &g_array_index (figures->indicators, CltIndicator, i);

      if (!indicator->known)
        continue;
      g_print ("%s", indicator->name);
      print_group (indicator, by);
      g_print ("\t%" G_GINT64_FORMAT "\t%" G_GINT64_FORMAT "\t%.17g\t%.17g\t%.17g\n",
               indicator->numerator, indicator->denominator, indicator->value, indicator->low,
               indicator->high);
    }
}

static void
print_companions (CltConn *conn, CltDay from, CltDay to)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltIndicators) f = clt_indicators_compute (conn, from, to, CLT_BY_NONE, &error);

  g_assert_no_error (error);
  g_print ("first_trading_day\t%d\nlast_trading_day\t%d\n",
           clt_day_to_yyyymmdd (f->first_trading_day), clt_day_to_yyyymmdd (f->last_trading_day));
  g_print ("clients_start\t%d\nclients_end\t%d\nopened\t%d\nclosed\t%d\nno_equity\t%d\nflat\t%d\n",
           f->clients_start, f->clients_end, f->opened, f->closed, f->no_equity, f->flat);
  g_print ("average_clients\t%.17g\nannualised\t%.17g\nmedian_return\t%.17g\n", f->average_clients,
           f->churn_annualised, f->median_return);
  g_print ("total_net_pl\t%" G_GINT64_FORMAT "\ngross_loss\t%" G_GINT64_FORMAT
           "\nloss_commission\t%" G_GINT64_FORMAT "\nfocus\t%s\n",
           f->total_net_pl, f->gross_loss, f->loss_commission,
           f->has_focus ? clt_tier_get_name (f->focus) : "-");
  for (guint i = 0; i < CLT_N_TIERS; i++)
    {
      const CltContribution *part = &f->contribution[i];

      g_print ("tier:%s\t%d\t%d\t%" G_GINT64_FORMAT "\t%" G_GINT64_FORMAT "\t%" G_GINT64_FORMAT
               "\t%.17g\n",
               clt_tier_get_name (part->tier), part->clients, part->clients_end, part->equity,
               part->commission, part->retained, part->share);
    }
}

static void
print_members (CltConn *conn, CltDay from, CltDay to, char **words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (CltPopulation) population = NULL;
  CltTier tier;
  gboolean by_tier = clt_tier_from_name (words[4], &tier);

  ids = clt_indicators_members (conn, words[3], from, to, by_tier ? &tier : NULL,
                                g_str_equal (words[5], "den"), &error);
  g_assert_no_error (error);
  population = clt_population_load (conn, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < ids->len; i++)
    {
      int person = clt_population_find (population, g_array_index (ids, gint64, i));

      g_print ("%s\n", population->people[person].account);
    }
}

/* account, tier on the first trading day, in the base of churn, churn, loss population, equity
 * before and at the end, deposits, withdrawals, net profit, lost (the last six of T only) */
static void
print_client (const CltPerson *person, const CltMeasure *m)
{
  static const char *const churn[] = { "", "hard", "soft" };
  static const char *const loss[] = { "", "T", "no_data" };

  g_print ("%s\t%s\t%d\t%s\t%s", person->account, clt_tier_get_name (m->tier_first), m->effective,
           churn[m->churn], loss[m->loss]);
  if (m->loss == CLT_LOSS_COUNTED)
    g_print ("\t%" G_GINT64_FORMAT "\t%" G_GINT64_FORMAT "\t%" G_GINT64_FORMAT "\t%" G_GINT64_FORMAT
             "\t%" G_GINT64_FORMAT "\t%d\n",
             m->equity_before, m->equity_end, m->deposit, m->withdrawal, m->net_pl, m->lost);
  else
    g_print ("\t\t\t\t\t\t\n");
}

static void
print_clients (CltConn *conn, CltDay from, CltDay to)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltMeasures) measures = clt_measures_compute (conn, from, to, &error);

  g_assert_no_error (error);
  for (int i = 0; i < measures->population->n; i++)
    print_client (&measures->population->people[i], &measures->clients[i]);
}

static void
print_lists (CltConn *conn, CltDay from, CltDay to)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltMeasures) measures = clt_measures_compute (conn, from, to, &error);

  g_assert_no_error (error);
  for (guint k = 0; k < clt_n_indicator_kinds; k++)
    for (int i = 0; i < measures->population->n; i++)
      {
        const CltIndicatorKind *kind = &clt_indicator_kinds[k];
        gint64 numerator = kind->numerator (&measures->clients[i]);
        gint64 denominator = kind->denominator (&measures->clients[i]);

        if (numerator != 0 || denominator != 0)
          g_print ("%s\t%s\t%" G_GINT64_FORMAT "\t%" G_GINT64_FORMAT "\n", kind->name,
                   measures->population->people[i].account, numerator, denominator);
      }
}

static void
answer (CltConn *conn, char **words)
{
  CltDay from, to;

  g_assert_true (clt_day_parse (words[1], &from));
  g_assert_true (clt_day_parse (words[2], &to));
  if (g_str_equal (words[0], "figures"))
    print_figures (conn, from, to, words);
  else if (g_str_equal (words[0], "companions"))
    print_companions (conn, from, to);
  else if (g_str_equal (words[0], "members"))
    print_members (conn, from, to, words);
  else if (g_str_equal (words[0], "clients"))
    print_clients (conn, from, to);
  else if (g_str_equal (words[0], "lists"))
    print_lists (conn, from, to);
  else
    g_error ("unknown question %s", words[0]);
  g_print (".\n");
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CltConn) conn = NULL;
  char line[256];

  g_assert_cmpint (argc, ==, 2);
  conn = clt_branch_open (argv[1], CLT_CONN_READ, &error);
  g_assert_no_error (error);
  while (fgets (line, sizeof line, stdin) != NULL)
    {
      g_auto (GStrv) words = g_strsplit (g_strchomp (line), " ", -1);

      answer (conn, words);
    }
  return 0;
}
