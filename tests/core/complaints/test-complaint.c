/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Complaints: taken in, edited, moved through their states, answered by letter. */
#include "core/rules/clt-rules.h"
#include "complaint-fixture.h"

/* ---- intake -------------------------------------------------------------------------------- */

static void
test_intake (Cases *cases, gconstpointer data)
{
  gint64 first = cases_add (cases, cases->client, "orders", "slippage");
  gint64 second = cases_add (cases, 0, "service", "");
  g_autoptr (CltComplaint) a = cases_load (cases, first);
  g_autoptr (CltComplaint) b = cases_load (cases, second);

  g_assert_cmpstr (a->number, ==, "2026-00001");
  g_assert_cmpstr (b->number, ==, "2026-00002");
  g_assert_cmpstr (a->client, ==, "1001");
  g_assert_cmpstr (a->account, ==, "1001");
  g_assert_cmpstr (a->state, ==, "registered");
  g_assert_cmpint (a->received, ==, DAY (20261118));
  g_assert_cmpint (a->due_accept, ==, DAY (20261125));
  g_assert_cmpint (b->client_id, ==, 0);
  g_assert_cmpint (cases_count (cases, "SELECT count(*) FROM complaint_step WHERE complaint_id = ?",
                                first),
                   ==, 1);
}

/* Numbers go on beyond five figures, and begin anew each year. */
static void
test_numbers (Cases *cases, gconstpointer data)
{
  gint64 id = cases_add (cases, 0, "", "");
  g_autofree char *next = NULL, *other = NULL;
  g_autoptr (GError) error = NULL;

  branch_begin (&cases->branch);
  branch_run (&cases->branch, "UPDATE complaint SET number = '2026-99999' WHERE id = ?", "i", id);
  branch_commit (&cases->branch);
  id = cases_add (cases, 0, "", "");
  next =
    clt_complaint_dup_next_number (cases->branch.conn, clt_day_from_yyyymmdd (20261231), &error);
  other =
    clt_complaint_dup_next_number (cases->branch.conn, clt_day_from_yyyymmdd (20270101), &error);
  g_assert_cmpstr (next, ==, "2026-100001");
  g_assert_cmpstr (other, ==, "2027-00001");
}

static guint
count_repeats (Cases *cases, const char *class_, const char *topic, int day, gint64 *first)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found =
    clt_complaint_find_repeats (cases->branch.conn, cases->client, class_, topic,
                                clt_day_from_yyyymmdd (day), &error);

  g_assert_no_error (error);
  *first = found->len == 0 ? 0 : ((CltComplaint *) found->pdata[0])->id;
  return found->len;
}

static void
test_repeats (Cases *cases, gconstpointer data)
{
  gint64 id = cases_add (cases, cases->client, "orders", "slippage"), again, found;

  cases_add (cases, cases->other, "orders", "slippage");
  g_assert_cmpuint (count_repeats (cases, "orders", "slippage", 20261218, &found), ==, 1);
  g_assert_cmpint (found, ==, id);
  g_assert_cmpuint (count_repeats (cases, "orders", "", 20261118, &found), ==, 1);
  g_assert_cmpuint (count_repeats (cases, "orders", "slippage", 20261219, &found), ==, 0);
  g_assert_cmpuint (count_repeats (cases, "service", "slippage", 20261118, &found), ==, 0);
  g_assert_cmpuint (count_repeats (cases, "orders", "margin call", 20261118, &found), ==, 0);

  /* the same matter once more leads to where it was told first */
  again = cases_add (cases, cases->client, "orders", "slippage");
  cases_set (cases, again, "same_as", "2026-00001");
  g_assert_cmpuint (count_repeats (cases, "orders", "slippage", 20261118, &found), ==, 1);
  g_assert_cmpint (found, ==, id);
  cases_refused (cases,
                 clt_complaint_set_field (cases->branch.conn, id, "same_as", "2026-00003", error),
                 "told first");
  cases_refused (cases,
                 clt_complaint_set_field (cases->branch.conn, id, "same_as", "2026-00001", error),
                 "itself");
}

/* ---- fields -------------------------------------------------------------------------------- */

static void
test_fields (Cases *cases, gconstpointer data)
{
  gint64 id = cases_add (cases, cases->client, "orders", "slippage");
  static const struct
  {
    const char *field, *text, *shown;
  } good[] = {
    { "source", "12386", "12386" },
    { "class", "something else", "something else" },
    { "severity", "major", "major" },
    { "payment", "1,200.50", "1200.50" },
    { "received", "2026-11-16", "2026-11-16" },
    { "happened", "20261115", "2026-11-15" },
    { "happened", "", "" },
    { "facts", "first line\nsecond line", "first line\nsecond line" },
    { "about", "Lin", "Lin" },
    { "client", "", "" },
    { "client", "1002", "1002" },
  };
  static const struct
  {
    const char *field, *text;
  } bad[] = {
    { "source", "pigeon" }, { "severity", "" },           { "payment", "-3" },
    { "received", "soon" }, { "happened", "2026-11-19" }, { "nothing", "x" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (CltComplaint) complaint = NULL;
      g_autofree char *text = NULL;

      cases_set (cases, id, good[i].field, good[i].text);
      complaint = cases_load (cases, id);
      text = clt_complaint_dup_field (complaint, good[i].field);
      g_assert_cmpstr (text, ==, good[i].shown);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    cases_refused (cases,
                   clt_complaint_set_field (cases->branch.conn, id, bad[i].field, bad[i].text,
                                            error),
                   "");
}

static void
test_handler (Cases *cases, gconstpointer data)
{
  gint64 id = cases_add (cases, cases->client, "service", "");
  g_autoptr (CltComplaint) complaint = clt_complaint_new ();

  cases_refused (cases, clt_complaint_set_field (cases->branch.conn, id, "about", "Qian", error),
                 "Qian");
  cases_set (cases, id, "about", "Lin");
  cases_refused (cases, clt_complaint_set_field (cases->branch.conn, id, "handler", "Lin", error),
                 "Lin");
  cases_set (cases, id, "handler", "Wu");
  complaint->about_id = complaint->handler_id = cases->lin;
  cases_refused (cases, clt_complaint_add (cases->branch.conn, complaint, error), "somebody else");
}

/* ---- states -------------------------------------------------------------------------------- */

static void
test_moves (void)
{
  static const struct
  {
    const char *from, *to;
    CltComplaintMove move;
  } cases[] = {
    { "registered", "accepted", CLT_MOVE_NEXT },     { "registered", "refused", CLT_MOVE_REASON },
    { "registered", "withdrawn", CLT_MOVE_NEXT },    { "registered", "answered", CLT_MOVE_REASON },
    { "registered", "closed", CLT_MOVE_REASON },     { "accepted", "registered", CLT_MOVE_NONE },
    { "accepted", "refused", CLT_MOVE_NONE },        { "accepted", "investigating", CLT_MOVE_NEXT },
    { "accepted", "proposal", CLT_MOVE_REASON },     { "answered", "agreed", CLT_MOVE_NEXT },
    { "answered", "closed", CLT_MOVE_REASON },       { "disagreed", "mediation", CLT_MOVE_NEXT },
    { "mediation", "closed", CLT_MOVE_REASON },      { "registered", "escalated", CLT_MOVE_REASON },
    { "escalated", "answered", CLT_MOVE_NEXT },      { "agreed", "closed", CLT_MOVE_NEXT },
    { "agreed", "investigating", CLT_MOVE_NONE },    { "closed", "investigating", CLT_MOVE_REOPEN },
    { "refused", "investigating", CLT_MOVE_REOPEN }, { "withdrawn", "closed", CLT_MOVE_NONE },
    { "closed", "closed", CLT_MOVE_NONE },           { "closed", "elsewhere", CLT_MOVE_NONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s to %s", cases[i].from, cases[i].to);
      g_assert_cmpint (clt_complaint_get_move (cases[i].from, cases[i].to), ==, cases[i].move);
    }
}

static void
test_reasons (Cases *cases, gconstpointer data)
{
  gint64 id = cases_add (cases, cases->client, "service", "");
  CltConn *conn = cases->branch.conn;

  cases_refused (cases, clt_complaint_move (conn, id, "refused", 0, "", "", error), "reason");
  cases_refused (cases, clt_complaint_move (conn, id, "proposal", 0, "", "", error), "stages");
  cases_refused (cases, clt_complaint_move (conn, id, "nowhere", 0, "x", "", error), "nowhere");
  cases_move (cases, id, "refused", "not ours");
  cases_refused (cases, clt_complaint_move (conn, id, "investigating", 0, "", "", error), "reopen");
  cases_move (cases, id, "investigating", "new papers");
  g_assert_cmpint (cases_count (cases, "SELECT reopened FROM complaint WHERE id = ?", id), ==, 1);
}

static void
fill_result (Cases *cases, gint64 id)
{
  cases_set (cases, id, "finding", "partly");
  cases_set (cases, id, "cause", "the order was keyed twice");
  cases_set (cases, id, "remedy", "commission returned");
}

#define OPEN_CALLS                                                                                 \
  "SELECT count(*) FROM call_task WHERE complaint_id = ? AND state = 'open'"                       \
  " AND occasion = 'complaint' AND duty = 1"

static void
test_closing (Cases *cases, gconstpointer data)
{
  gint64 id = cases_add (cases, cases->client, "orders", "");
  CltConn *conn = cases->branch.conn;
  g_autoptr (CltComplaint) complaint = NULL;

  cases_move (cases, id, "answered", "said so at once");
  cases_move (cases, id, "agreed", "");
  cases_refused (cases, clt_complaint_move (conn, id, "closed", 0, "", "", error), "Root cause");
  fill_result (cases, id);
  cases_set_day (20261120);
  cases_move (cases, id, "closed", "");
  complaint = cases_load (cases, id);
  g_assert_cmpint (complaint->accepted, ==, DAY (20261118));
  g_assert_cmpint (complaint->closed, ==, DAY (20261120));
  g_assert_cmpint (cases_count (cases, OPEN_CALLS, id), ==, 1);
  g_assert_cmpint (cases_count (cases, "SELECT due FROM call_task WHERE complaint_id = ?", id), ==,
                   DAY (20261127));
  g_assert_cmpint (cases_count (cases, "SELECT staff_id FROM call_task WHERE complaint_id = ?", id),
                   ==, cases->lin);

  /* "not solved" begins it anew, with all of its time */
  cases_set_day (20261130);
  cases_change (cases, clt_complaint_take_answer (conn, id, 2, FALSE, "nothing came", error));
  clt_complaint_free (complaint);
  complaint = cases_load (cases, id);
  g_assert_cmpstr (complaint->state, ==, "investigating");
  g_assert_cmpint (complaint->satisfied, ==, 2);
  g_assert_cmpint (complaint->closed, ==, CLT_DAY_NONE);
  g_assert_cmpint (complaint->reopened, ==, 1);
  g_assert_cmpint (complaint->due_close, ==, DAY (20261207));
  g_assert_cmpint (cases_count (cases, OPEN_CALLS, id), ==, 0);
}

/* What is done was in time or late by the rules of then; other words about it do not judge it anew. */
static void
test_done (Cases *cases, gconstpointer data)
{
  gint64 id = cases_add (cases, cases->client, "orders", "");
  g_autoptr (CltComplaint) before = NULL, after = NULL;

  fill_result (cases, id);
  cases_move (cases, id, "closed", "settled at once");
  before = cases_load (cases, id);
  cases_change (cases, clt_rules_set (cases->branch.conn, "complaint.close", 1, DAY (20260101), "",
                                      error));
  cases_set (cases, id, "topic", "the same in other words");
  after = cases_load (cases, id);
  g_assert_cmpstr (after->topic, ==, "the same in other words");
  g_assert_cmpint (after->due_close, ==, before->due_close);
}

/* The hotline was answered by closing; begun anew, its clock does not run once more. */
static void
test_hotline_over (Cases *cases, gconstpointer data)
{
  gint64 id = cases_add (cases, cases->client, "orders", "");
  g_autoptr (CltComplaint) complaint = NULL;

  cases_set (cases, id, "source", "12386");
  fill_result (cases, id);
  cases_move (cases, id, "closed", "settled at once");
  cases_set_day (20270301);
  cases_change (cases, clt_complaint_take_answer (cases->branch.conn, id, 2, FALSE, "", error));
  complaint = cases_load (cases, id);
  g_assert_cmpint (complaint->reopened, ==, 1);
  g_assert_cmpint (complaint->due_hotline, ==, CLT_DAY_NONE);
}

/* Who is complained about does not ask whether the client is content; then it is anybody's call. */
static void
test_caller (Cases *cases, gconstpointer data)
{
  gint64 about = cases_add (cases, cases->client, "staff", "");
  gint64 nobody = cases_add (cases, 0, "staff", "");

  cases_set (cases, about, "about", "Lin");
  fill_result (cases, about);
  fill_result (cases, nobody);
  cases_move (cases, about, "closed", "at once");
  cases_move (cases, nobody, "closed", "at once");
  g_assert_cmpint (cases_count (cases, OPEN_CALLS " AND staff_id IS NULL", about), ==, 1);
  g_assert_cmpint (cases_count (cases, OPEN_CALLS, nobody), ==, 0);
}

static void
test_remedy (Cases *cases, gconstpointer data)
{
  gint64 id = cases_add (cases, cases->client, "orders", ""), task = 0;
  CltConn *conn = cases->branch.conn;
  g_autoptr (GError) failure = NULL;
  g_autoptr (GPtrArray) remedies = NULL;
  const CltComplaintRemedy *remedy;

  cases_refused (cases, clt_complaint_add_remedy (conn, id, 0, (CltDay) DAY (20261201), "x", error),
                 "somebody");
  cases_change (cases,
                (task = clt_complaint_add_remedy (conn, id, cases->lin, (CltDay) DAY (20261201),
                                                  "train the desk", error)));
  cases_refused (cases, clt_complaint_finish_remedy (conn, task, "", error), "what came");
  cases_change (cases, clt_complaint_finish_remedy (conn, task, "trained", error));
  cases_refused (cases, clt_complaint_finish_remedy (conn, task, "again", error), "already");
  remedies = clt_complaint_list_remedies (conn, id, &failure);
  g_assert_no_error (failure);
  g_assert_cmpuint (remedies->len, ==, 1);
  remedy = remedies->pdata[0];
  g_assert_cmpstr (remedy->owner, ==, "Lin");
  g_assert_cmpstr (remedy->state, ==, "done");
  g_assert_cmpint (remedy->done, ==, DAY (20261118));
}

/* ---- letters ------------------------------------------------------------------------------- */

static void
test_letters (Cases *cases, gconstpointer data)
{
  gint64 id = cases_add (cases, cases->client, "orders", ""), letter = 0;
  CltConn *conn = cases->branch.conn;
  g_autoptr (GError) failure = NULL;
  g_autoptr (GPtrArray) letters = NULL;
  const CltComplaintLetter *first;
  g_autofree char *plain = NULL;
  g_autoptr (CltComplaintLetter) again = NULL;

  branch_begin (&cases->branch);
  branch_run (&cases->branch, "INSERT INTO setting (name, value) VALUES ('branch.name', '东区')",
              "");
  branch_commit (&cases->branch);
  cases_refused (cases, clt_complaint_letter_add (conn, id, "answer", "en", NULL, 0, error),
                 "{matter}");
  cases_set (cases, id, "facts", "the order {x} went twice");
  cases_change (cases,
                (letter = clt_complaint_letter_add (conn, id, "receipt", "en", NULL, 0, error)));
  cases_change (cases, clt_complaint_letter_add (conn, id, "receipt", "zh", "{称呼}：{投诉编号}", 0,
                                                 error));
  cases_refused (cases, clt_complaint_letter_add (conn, id, "receipt", "zh", "{乱}", 0, error),
                 "乱");
  cases_refused (cases, clt_complaint_letter_add (conn, id, "poem", "zh", NULL, 0, error), "poem");
  cases_change (cases, clt_complaint_letter_send (conn, letter, error));
  cases_refused (cases, clt_complaint_letter_send (conn, letter, error), "already");
  letters = clt_complaint_letter_list (conn, id, &failure);
  g_assert_no_error (failure);
  g_assert_cmpuint (letters->len, ==, 2);
  first = letters->pdata[0];
  g_assert_nonnull (strstr (first->text, "the order {x} went twice"));
  /* what was filled in and is kept once more keeps its braces */
  plain = clt_complaint_letter_dup_plain (first->text);
  cases_change (cases,
                (letter = clt_complaint_letter_add (conn, id, "receipt", "en", plain, 0, error)));
  again = clt_complaint_letter_load (conn, letter, &failure);
  g_assert_no_error (failure);
  g_assert_cmpstr (again->text, ==, first->text);
  g_assert_nonnull (strstr (first->text, "2026-11-25"));
  g_assert_cmpint (first->sent, ==, DAY (20261118));
  g_assert_cmpstr (((CltComplaintLetter *) letters->pdata[1])->text, ==, "1001：2026-00001");
  g_assert_cmpint (((CltComplaintLetter *) letters->pdata[1])->number, ==, 2);
}

/* What a letter needs and the complaint lacks is told at once, all of it; kept as a draft, it does not go
 * out before the words are there. Other braces are nobody's business. */
static void
test_gaps (Cases *cases, gconstpointer data)
{
  gint64 id = cases_add (cases, cases->client, "orders", ""), letter = 0, whole = 0;
  CltConn *conn = cases->branch.conn;
  g_autoptr (GError) failure = NULL;
  g_autofree char *gaps = NULL;
  g_autofree char *later = NULL;
  g_autofree char *text =
    clt_complaint_letter_fill_known (conn, id, "{number}: {finding} {x}\n{处理措施}{", &gaps,
                                     &failure);
  g_autofree char *again = NULL;

  g_assert_no_error (failure);
  g_assert_cmpstr (text, ==, "2026-00001: {finding} {x}\n{处理措施}{");
  g_assert_cmpstr (gaps, ==, "{finding}, {处理措施}");
  cases_change (cases, (letter = clt_complaint_letter_keep (conn, id, "answer", text, 0, error)));
  cases_refused (cases, clt_complaint_letter_send (conn, letter, error), "{finding}, {处理措施}");
  cases_set (cases, id, "finding", "founded");
  cases_set (cases, id, "remedy", "fees {back}");
  again = clt_complaint_letter_fill_known (conn, id, text, &later, &failure);
  g_assert_no_error (failure);
  g_assert_cmpstr (again, ==, "2026-00001: founded {x}\nfees {back}{");
  g_assert_cmpstr (later, ==, "");
  cases_change (cases, (whole = clt_complaint_letter_keep (conn, id, "answer", again, 0, error)));
  cases_change (cases, clt_complaint_letter_send (conn, whole, error));
}

/* A letter has its days in one language. */
static void
test_letter_day (Cases *cases, gconstpointer data)
{
  const gint64 id = cases_add (cases, cases->client, "orders", "");
  g_autoptr (GError) error = NULL;
  g_autofree char *text =
    clt_complaint_letter_fill (cases->branch.conn, id, "{date} {registered} {日期}", &error);
  g_autofree char *day = clt_day_format (clt_today ());

  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (text, day));
  g_assert_true (g_str_has_suffix (text, "日"));
}

/* All letters in both languages, to a client and to somebody who is not in the book. */
static void
test_all_letters (Cases *cases, gconstpointer data)
{
  static const char *const languages[] = { "zh", "en" };
  gint64 ids[2];

  branch_begin (&cases->branch);
  branch_run (&cases->branch, "INSERT INTO setting (name, value) VALUES ('branch.name', '东区')",
              "");
  branch_commit (&cases->branch);
  for (int i = 0; i < 2; i++)
    {
      ids[i] = cases_add (cases, i == 0 ? cases->client : 0, "orders", "slippage");
      fill_result (cases, ids[i]);
      cases_move (cases, ids[i], "proposal", "all is known");
      for (guint k = 0; clt_complaint_letter_kinds[k] != NULL; k++)
        for (guint l = 0; l < G_N_ELEMENTS (languages); l++)
          cases_change (cases, clt_complaint_letter_add (cases->branch.conn, ids[i],
                                                         clt_complaint_letter_kinds[k],
                                                         languages[l], NULL, 0, error));
      g_assert_cmpint (cases_count (cases,
                                    "SELECT count(*) FROM complaint_letter WHERE complaint_id = ?"
                                    " AND instr (text, '{') = 0",
                                    ids[i]),
                       ==, 12);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  CASES_TEST ("/complaint/intake", test_intake);
  CASES_TEST ("/complaint/numbers", test_numbers);
  CASES_TEST ("/complaint/repeats", test_repeats);
  CASES_TEST ("/complaint/fields", test_fields);
  CASES_TEST ("/complaint/handler", test_handler);
  g_test_add_func ("/complaint/moves", test_moves);
  CASES_TEST ("/complaint/reasons", test_reasons);
  CASES_TEST ("/complaint/closing", test_closing);
  CASES_TEST ("/complaint/done", test_done);
  CASES_TEST ("/complaint/hotline-over", test_hotline_over);
  CASES_TEST ("/complaint/caller", test_caller);
  CASES_TEST ("/complaint/remedy", test_remedy);
  CASES_TEST ("/complaint/letters", test_letters);
  CASES_TEST ("/complaint/gaps", test_gaps);
  CASES_TEST ("/complaint/letter-day", test_letter_day);
  CASES_TEST ("/complaint/all-letters", test_all_letters);
  return g_test_run ();
}
