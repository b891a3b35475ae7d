/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "survey-fixture.h"

/* "calls=4 what/fees=1" in the order of question and part; marks with a "!". */
static char *
say_all (Survey *survey, gint64 id)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (CltResponse) response = clt_response_load (survey->branch.conn, id, &failure);
  const CltQuestion *questions[] = { survey->rating, survey->choice, survey->several, survey->words,
                                     survey->nps };
  GString *text = g_string_new (NULL);

  g_assert_no_error (failure);
  for (guint i = 0; i < response->answers->len; i++)
    {
      const CltResponseAnswer *answer = response->answers->pdata[i];

      g_string_append (text, i == 0 ? "" : " ");
      for (guint j = 0; j < G_N_ELEMENTS (questions); j++)
        if (questions[j]->id == answer->question_id)
          g_string_append (text, questions[j]->key);
      if (*answer->part != '\0')
        g_string_append_printf (text, "/%s", answer->part);
      g_string_append_printf (text, "%s%s%s", *answer->mark == '\0' ? "=" : "!", answer->mark,
                              answer->value);
    }
  return g_string_free (text, FALSE);
}

static void
assert_answers (Survey *survey, gint64 id, const char *expected)
{
  g_autofree char *text = say_all (survey, id);

  g_assert_cmpstr (text, ==, expected);
}

/* ---- filling ------------------------------------------------------------------------------- */

static void
test_fill (Survey *survey, gconstpointer data)
{
  const gint64 id = survey_begin (survey, 0, 1);
  g_autoptr (CltResponse) response = NULL;
  g_autoptr (GError) failure = NULL;
  const CltResponseAnswer *answer;

  survey_answer (survey, id, survey->rating, .value = "3", .seconds = 4, .next = "where");
  survey_answer (survey, id, survey->rating, .value = "4", .seconds = 2, .next = "where");
  survey_answer (survey, id, survey->choice, .mark = "refused", .next = "what");
  survey_answer (survey, id, survey->several, .part = "fees", .value = "1");
  survey_answer (survey, id, survey->several, .part = "other", .value = "1", .note = "queues");
  assert_answers (survey, id, "calls=4 where!refused what/fees=1 what/other=1");
  /* none of these puts the others away, and they it */
  survey_answer (survey, id, survey->several, .part = "none", .value = "1");
  assert_answers (survey, id, "calls=4 where!refused what/none=1");
  survey_answer (survey, id, survey->several, .part = "speed", .value = "1", .next = "words");
  assert_answers (survey, id, "calls=4 where!refused what/speed=1");
  survey_answer (survey, id, survey->several, .mark = "unknown");
  assert_answers (survey, id, "calls=4 where!refused what!unknown");
  survey_answer (survey, id, survey->several, .part = "fees", .value = "1");
  assert_answers (survey, id, "calls=4 where!refused what/fees=1");
  survey_answer (survey, id, survey->choice, .part = NULL);
  assert_answers (survey, id, "calls=4 what/fees=1");

  response = clt_response_load (survey->branch.conn, id, &failure);
  g_assert_no_error (failure);
  answer = clt_response_find_answer (response, survey->rating->id, NULL);
  g_assert_cmpint (answer->seconds, ==, 6);
  g_assert_cmpstr (response->at_key, ==, "words");
  survey_change (survey, clt_response_turn_to (survey->branch.conn, id, "what", error));
  g_clear_pointer (&response, clt_response_free);
  response = clt_response_load (survey->branch.conn, id, &failure);
  g_assert_cmpstr (response->at_key, ==, "what");
  g_assert_cmpint (response->day, ==, clt_day_from_yyyymmdd (SURVEY_TODAY));
}

static void
test_values (Survey *survey, gconstpointer data)
{
  const struct
  {
    const CltQuestion *question;
    const char *part, *value;
    gboolean good;
  } rows[] = {
    { survey->rating, NULL, "1", TRUE },       { survey->rating, NULL, "5", TRUE },
    { survey->rating, NULL, "0", FALSE },      { survey->rating, NULL, "6", FALSE },
    { survey->rating, NULL, "2.5", FALSE },    { survey->rating, NULL, "good", FALSE },
    { survey->rating, "x", "4", FALSE },       { survey->nps, NULL, "0", TRUE },
    { survey->nps, NULL, "10", TRUE },         { survey->nps, NULL, "11", FALSE },
    { survey->choice, NULL, "desk", TRUE },    { survey->choice, NULL, "moon", FALSE },
    { survey->several, "fees", "1", TRUE },    { survey->several, NULL, "fees", FALSE },
    { survey->several, "moon", "1", FALSE },   { survey->several, "fees", "0", FALSE },
    { survey->words, NULL, "anything", TRUE }, { survey->words, NULL, "", FALSE },
    { survey->rating, NULL, "04", FALSE },     { survey->rating, NULL, " 4", FALSE },
    { survey->choice, NULL, "DESK", FALSE },   { survey->several, "fees", "yes", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) failure = NULL;

      g_assert_cmpint (clt_response_check_value (rows[i].question, rows[i].part, rows[i].value,
                                                 &failure),
                       ==, rows[i].good);
      g_assert_cmpint (failure == NULL, ==, rows[i].good);
    }
}

/* ---- ending, reopening, later edits -------------------------------------------------------- */

static void
test_reopen (Survey *survey, gconstpointer data)
{
  const gint64 id = survey_begin (survey, 0, 1);
  CltConn *conn = survey->branch.conn;
  g_autofree char *at = NULL;

  survey_answer (survey, id, survey->rating, .value = "3", .next = "where");
  survey_change (survey, clt_response_finish (conn, id, CLT_RESPONSE_BROKEN, error));
  survey_refused (survey,
                  clt_response_set (conn, id, survey->nps, &(const CltAnswerChange){ .value = "9" },
                                    error),
                  "left in the middle");
  survey_change (survey, clt_response_reopen (conn, id, &at, error));
  g_assert_cmpstr (at, ==, "where");
  survey_answer (survey, id, survey->nps, .value = "9");
  assert_answers (survey, id, "calls=3 nps=9");
}

/* What is required is answered, or the form ends in the middle. */
static void
test_required (Survey *survey, gconstpointer data)
{
  const gint64 id = survey_begin (survey, 0, 1);
  CltConn *conn = survey->branch.conn;

  survey_change (survey, clt_conn_run (conn, error, "UPDATE question SET required = 1 WHERE id = ?",
                                       "i", survey->nps->id));
  survey_answer (survey, id, survey->rating, .value = "3");
  survey_refused (survey, clt_response_finish (conn, id, CLT_RESPONSE_COMPLETE, error),
                  survey->nps->text);
  survey_answer (survey, id, survey->nps, .mark = "refused");
  survey_change (survey, clt_response_finish (conn, id, CLT_RESPONSE_COMPLETE, error));
}

static void
test_edit (Survey *survey, gconstpointer data)
{
  const gint64 id = survey_begin (survey, 0, 1);
  CltConn *conn = survey->branch.conn;
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (GError) failure = NULL;
  const CltResponseEdit *edit;

  survey_answer (survey, id, survey->rating, .value = "3");
  survey_answer (survey, id, survey->several, .part = "fees", .value = "1");
  survey_answer (survey, id, survey->several, .part = "speed", .value = "1");
  survey_change (survey, clt_response_finish (conn, id, CLT_RESPONSE_COMPLETE, error));
  survey_refused (survey, clt_response_finish (conn, id, CLT_RESPONSE_BROKEN, error), "ended");
  survey_refused (survey, clt_response_reopen (conn, id, NULL, error), "complete");
  survey_refused (survey,
                  clt_response_set (conn, id, survey->rating,
                                    &(const CltAnswerChange){ .value = "4" }, error),
                  "say why");
  survey_answer (survey, id, survey->rating, .value = "3", .reason = "looked again");
  survey_answer (survey, id, survey->rating, .value = "4", .reason = "misheard");
  survey_answer (survey, id, survey->several, .mark = "refused", .reason = "asked us to");
  assert_answers (survey, id, "calls=4 what!refused");

  edits = clt_response_list_edits (conn, id, &failure);
  g_assert_no_error (failure);
  g_assert_cmpuint (edits->len, ==, 4); /* the same value is no change */
  edit = edits->pdata[0];
  g_assert_cmpstr (edit->before, ==, "3");
  g_assert_cmpstr (edit->after, ==, "4");
  g_assert_cmpstr (edit->reason, ==, "misheard");
  edit = edits->pdata[3];
  g_assert_cmpstr (edit->before, ==, "");
  g_assert_cmpstr (edit->after, ==, "refused");
}

/* ---- tags, and paper ----------------------------------------------------------------------- */

static void
ask_only_at_home (Survey *survey)
{
  survey_change (survey,
                 clt_conn_run (survey->branch.conn, error,
                               "UPDATE question SET condition = 'where = home' WHERE id = ?", "i",
                               survey->nps->id));
}

static void
assert_words (Survey *survey, gint64 id, const char *expected)
{
  g_autoptr (CltResponse) response = clt_response_load (survey->branch.conn, id, NULL);
  const CltResponseAnswer *answer =
    clt_response_find_answer (response, survey->several->id, "other");

  g_assert_cmpstr (answer->note, ==, expected);
}

/* The words behind an answer stay with it, go with it, and an edit tells of them. */
static void
test_words (Survey *survey, gconstpointer data)
{
  const gint64 id = survey_begin (survey, 0, 1);
  CltConn *conn = survey->branch.conn;
  static const char *const said[][2] = { { "1 queues", "1 long queues" }, { "1 long queues", "" } };
  g_autoptr (GPtrArray) edits = NULL;
  g_autofree char *text = NULL;

  survey_answer (survey, id, survey->several, .part = "other", .value = "1", .note = "queues");
  survey_answer (survey, id, survey->several, .part = "other", .value = "1");
  assert_words (survey, id, "queues");
  survey_change (survey, clt_response_finish (conn, id, CLT_RESPONSE_COMPLETE, error));
  survey_answer (survey, id, survey->several, .part = "other", .value = "1",
                 .reason = "read again");
  assert_words (survey, id, "queues");
  survey_answer (survey, id, survey->several, .part = "other", .value = "1", .note = "long queues",
                 .reason = "read again");
  survey_answer (survey, id, survey->several, .part = "none", .value = "1", .reason = "misheard");
  assert_answers (survey, id, "what/none=1");
  edits = clt_response_list_edits (conn, id, NULL);
  g_assert_cmpuint (edits->len, ==, 3);
  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    {
      g_assert_cmpstr (((CltResponseEdit *) edits->pdata[i])->before, ==, said[i][0]);
      g_assert_cmpstr (((CltResponseEdit *) edits->pdata[i])->after, ==, said[i][1]);
    }
  text = clt_response_format_said (survey->several, said[0][1]);
  g_assert_cmpstr (text, ==, "Chosen “long queues”");
}

/* What was answered on a branch waits there until the form is complete, and does not count then. */
static void
test_left_branch (Survey *survey, gconstpointer data)
{
  const gint64 id = survey_begin (survey, 0, 1), other = survey_begin (survey, 0, 1);
  CltConn *conn = survey->branch.conn;

  ask_only_at_home (survey);
  survey_answer (survey, id, survey->choice, .value = "home");
  survey_answer (survey, id, survey->nps, .value = "9");
  survey_answer (survey, id, survey->choice, .value = "desk");
  assert_answers (survey, id, "where=desk nps=9");
  survey_change (survey, clt_response_finish (conn, id, CLT_RESPONSE_BROKEN, error));
  assert_answers (survey, id, "where=desk nps=9"); /* it may go on */
  survey_change (survey, clt_response_reopen (conn, id, NULL, error));
  survey_change (survey, clt_response_finish (conn, id, CLT_RESPONSE_COMPLETE, error));
  assert_answers (survey, id, "where=desk");

  survey_answer (survey, other, survey->choice, .value = "desk");
  survey_answer (survey, other, survey->nps, .value = "9");
  survey_answer (survey, other, survey->choice, .value = "home");
  survey_change (survey, clt_response_finish (conn, other, CLT_RESPONSE_COMPLETE, error));
  assert_answers (survey, other, "where=home nps=9");
}

/* A later change takes along what would not have been asked, and tells of it. */
static void
test_edit_branch (Survey *survey, gconstpointer data)
{
  const gint64 id = survey_begin (survey, 0, 1);
  CltConn *conn = survey->branch.conn;
  g_autoptr (GPtrArray) edits = NULL;
  const CltResponseEdit *edit;

  ask_only_at_home (survey);
  survey_answer (survey, id, survey->choice, .value = "home");
  survey_answer (survey, id, survey->nps, .value = "9");
  survey_change (survey, clt_response_finish (conn, id, CLT_RESPONSE_COMPLETE, error));
  survey_answer (survey, id, survey->rating, .value = "2", .reason = "forgotten");
  assert_answers (survey, id, "calls=2 where=home nps=9");
  survey_answer (survey, id, survey->choice, .value = "desk", .reason = "misheard");
  assert_answers (survey, id, "calls=2 where=desk");
  edits = clt_response_list_edits (conn, id, NULL);
  g_assert_nonnull (edits);
  g_assert_cmpuint (edits->len, ==, 3);
  edit = edits->pdata[2];
  g_assert_cmpint (edit->question_id, ==, survey->nps->id);
  g_assert_cmpstr (edit->before, ==, "9");
  g_assert_cmpstr (edit->after, ==, "");
  g_assert_cmpstr (edit->reason, ==, "misheard");
}

static void
test_tags (Survey *survey, gconstpointer data)
{
  const gint64 id = survey_begin (survey, 0, 1);
  CltConn *conn = survey->branch.conn;
  g_autoptr (GError) failure = NULL;
  g_auto (GStrv) tags = NULL;
  g_autofree char *joined = NULL;

  survey_answer (survey, id, survey->words, .value = "The margin call came late");
  survey_change (survey, clt_response_tag (conn, id, survey->words->id, "speed", TRUE, error));
  survey_change (survey, clt_response_tag (conn, id, survey->words->id, " margin ", TRUE, error));
  survey_change (survey, clt_response_tag (conn, id, survey->words->id, "other", TRUE, error));
  survey_change (survey, clt_response_tag (conn, id, survey->words->id, "other", FALSE, error));
  survey_refused (survey, clt_response_tag (conn, id, survey->words->id, " ", TRUE, error), "name");
  tags = clt_response_list_tags (conn, id, survey->words->id, &failure);
  g_assert_no_error (failure);
  joined = g_strjoinv (" ", tags);
  g_assert_cmpstr (joined, ==, "margin speed");
}

static void
test_keying (Survey *survey, gconstpointer data)
{
  const gint64 first = survey_begin (survey, 0, 1), second = survey_begin (survey, 0, 2);
  g_autoptr (GPtrArray) differences = NULL, none = NULL;
  g_autoptr (GError) failure = NULL;
  const CltKeyingDifference *difference;
  gint64 found;

  survey_answer (survey, first, survey->rating, .value = "3");
  survey_answer (survey, first, survey->nps, .value = "7");
  survey_answer (survey, first, survey->several, .part = "fees", .value = "1");
  survey_answer (survey, second, survey->rating, .value = "3");
  survey_answer (survey, second, survey->choice, .mark = "refused");
  survey_answer (survey, second, survey->nps, .value = "1");
  survey_answer (survey, second, survey->several, .part = "fees", .value = "1");

  clt_response_find_keyed (survey->branch.conn, survey->version, 0, "P-7", 1, &found, &failure);
  g_assert_no_error (failure);
  g_assert_cmpint (found, ==, first);
  differences = clt_response_compare (survey->branch.conn, found, second, &failure);
  g_assert_no_error (failure);
  g_assert_cmpuint (differences->len, ==, 2);
  difference = differences->pdata[0];
  g_assert_cmpint (difference->question_id, ==, survey->choice->id);
  g_assert_cmpstr (difference->first, ==, "");
  g_assert_cmpstr (difference->second, ==, "refused");
  difference = differences->pdata[1];
  g_assert_cmpstr (difference->first, ==, "7");
  g_assert_cmpstr (difference->second, ==, "1");

  survey_answer (survey, second, survey->nps, .value = "7");
  survey_answer (survey, second, survey->choice, .part = NULL);
  none = clt_response_compare (survey->branch.conn, found, second, &failure);
  g_assert_cmpuint (none->len, ==, 0);
}

/* A difference is settled by taking over what one keying says, with the reason and what stood there. */
static void
test_settle (Survey *survey, gconstpointer data)
{
  const gint64 first = survey_begin (survey, 0, 1), second = survey_begin (survey, 0, 2);
  CltConn *conn = survey->branch.conn;
  g_autoptr (GPtrArray) differences = NULL, none = NULL, edits = NULL;
  g_autoptr (GError) failure = NULL;

  survey_answer (survey, first, survey->nps, .value = "7");
  survey_answer (survey, first, survey->several, .part = "fees", .value = "1");
  survey_answer (survey, second, survey->nps, .value = "1");
  survey_answer (survey, second, survey->several, .part = "speed", .value = "1");
  survey_answer (survey, second, survey->rating, .mark = "refused");
  survey_change (survey, clt_response_finish (conn, first, CLT_RESPONSE_COMPLETE, error));
  survey_change (survey, clt_response_finish (conn, second, CLT_RESPONSE_COMPLETE, error));
  differences = clt_response_compare (conn, first, second, &failure);
  g_assert_cmpuint (differences->len, ==, 4);
  survey_refused (survey, clt_response_settle (conn, second, first, survey->nps, "", 0, error),
                  "complete");
  survey_change (survey, clt_response_settle (conn, second, first, survey->nps, "paper", 0, error));
  survey_change (survey,
                 clt_response_settle (conn, first, second, survey->several, "paper", 0, error));
  survey_change (survey,
                 clt_response_settle (conn, first, second, survey->rating, "paper", 0, error));
  none = clt_response_compare (conn, first, second, &failure);
  g_assert_no_error (failure);
  g_assert_cmpuint (none->len, ==, 0);
  edits = clt_response_list_edits (conn, first, &failure);
  g_assert_cmpuint (edits->len, ==, 1);
  g_assert_cmpstr (((CltResponseEdit *) edits->pdata[0])->before, ==, "7");
  g_assert_cmpstr (((CltResponseEdit *) edits->pdata[0])->after, ==, "1");
  g_assert_cmpstr (((CltResponseEdit *) edits->pdata[0])->reason, ==, "paper");
}

static guint
count_edits (Survey *survey, gint64 id)
{
  g_autoptr (GPtrArray) edits = clt_response_list_edits (survey->branch.conn, id, NULL);

  g_assert_nonnull (edits);
  return edits->len;
}

/* Only what differs is written: the parts that both have keyed are no edits. */
static void
test_settle_parts (Survey *survey, gconstpointer data)
{
  const gint64 first = survey_begin (survey, 0, 1), second = survey_begin (survey, 0, 2);
  CltConn *conn = survey->branch.conn;

  survey_answer (survey, first, survey->several, .part = "fees", .value = "1");
  survey_answer (survey, first, survey->several, .part = "other", .value = "1", .note = "queues");
  survey_answer (survey, second, survey->several, .part = "fees", .value = "1");
  survey_answer (survey, second, survey->several, .part = "speed", .value = "1");
  survey_answer (survey, second, survey->several, .part = "other", .value = "1", .note = "queue");
  survey_answer (survey, first, survey->rating, .value = "3");
  survey_answer (survey, second, survey->rating, .value = "3");
  survey_change (survey, clt_response_finish (conn, first, CLT_RESPONSE_COMPLETE, error));
  survey_change (survey, clt_response_finish (conn, second, CLT_RESPONSE_COMPLETE, error));
  survey_change (survey,
                 clt_response_settle (conn, first, second, survey->several, "paper", 0, error));
  assert_answers (survey, second, "calls=3 what/fees=1 what/other=1");
  g_assert_cmpuint (count_edits (survey, second), ==, 2); /* speed is gone, and a word */
  survey_change (survey,
                 clt_response_settle (conn, first, second, survey->rating, "paper", 0, error));
  g_assert_cmpuint (count_edits (survey, second), ==, 2);
  /* a mark in the place of parts, and back */
  survey_answer (survey, first, survey->several, .mark = "refused", .reason = "read again");
  survey_change (survey,
                 clt_response_settle (conn, second, first, survey->several, "paper", 0, error));
  assert_answers (survey, first, "calls=3 what/fees=1 what/other=1");
  survey_answer (survey, second, survey->several, .mark = "refused", .reason = "read again");
  survey_change (survey,
                 clt_response_settle (conn, second, first, survey->several, "paper", 0, error));
  assert_answers (survey, first, "calls=3 what!refused");
}

/* Every step can be undone, and redone. */
static void
test_undo (Survey *survey, gconstpointer data)
{
  const gint64 id = survey_begin (survey, 0, 1);
  CltConn *conn = survey->branch.conn;
  g_autoptr (GError) failure = NULL;

  survey_answer (survey, id, survey->rating, .value = "3", .next = "where");
  survey_answer (survey, id, survey->several, .part = "fees", .value = "1");
  survey_answer (survey, id, survey->several, .part = "none", .value = "1");
  g_assert_true (clt_action_undo (conn, 0, "tester", NULL, NULL, &failure));
  g_assert_no_error (failure);
  assert_answers (survey, id, "calls=3 what/fees=1");
  g_assert_true (clt_action_redo (conn, 0, "tester", NULL, NULL, &failure));
  g_assert_no_error (failure);
  assert_answers (survey, id, "calls=3 what/none=1");
}

/* Only what is printed on the forms of the survey names a client; other numbers are of forms without a
 * name, unless they look like those of another survey. */
static void
test_reference (Survey *survey, gconstpointer data)
{
  CltConn *conn = survey->branch.conn;
  gint64 asked, left_out;
  struct
  {
    char *typed;
    const char *refused; /* NULL: taken */
    gint64 client;
  } rows[9] = { 0 };

  branch_begin (&survey->branch);
  asked = branch_add_client (&survey->branch, "张三", "0001", 20200101);
  left_out = branch_add_client (&survey->branch, "李四", "0002", 20200101);
  branch_run (&survey->branch,
              "INSERT INTO survey (id, name, version_id, channel, valid_from, valid_to)"
              " VALUES (1, 'yearly', ?, 'phone', 0, 99999)",
              "i", survey->version);
  branch_run (&survey->branch,
              "INSERT INTO survey_member (survey_id, client_id, tier, excluded)"
              " VALUES (1, ?1, 1, ''), (1, ?2, 1, 'dormant')",
              "ii", asked, left_out);
  branch_commit (&survey->branch);
  rows[0].typed = g_strdup_printf ("care-1-%" G_GINT64_FORMAT, asked);
  rows[0].client = asked;
  rows[1].typed = g_strdup_printf (" ＣＡＲＥ－１－%" G_GINT64_FORMAT, asked);
  rows[1].client = asked;
  rows[2].typed = g_strdup_printf ("care-1-%" G_GINT64_FORMAT, left_out);
  rows[2].refused = "is asked in it";
  rows[3].typed = g_strdup ("care-1-999999");
  rows[3].refused = "is asked in it";
  rows[4].typed = g_strdup_printf ("cere-1-%" G_GINT64_FORMAT, asked);
  rows[4].refused = "begin with “care-1-”";
  rows[5].typed = g_strdup_printf ("care-2-%" G_GINT64_FORMAT, asked);
  rows[5].refused = "begin with “care-1-”";
  rows[6].typed = g_strdup ("care-1");
  rows[6].refused = "stands on all forms";
  rows[7].typed = g_strdup ("care-1-x");
  rows[7].refused = "begin with “care-1-”";
  rows[8].typed = g_strdup ("A7");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *reference = NULL;
      g_autoptr (GError) failure = NULL;
      gint64 client = -1;
      const gboolean taken =
        clt_response_read_reference (conn, 1, rows[i].typed, &reference, &client, &failure);

      g_test_message ("%s", rows[i].typed);
      g_assert_cmpint (taken, ==, rows[i].refused == NULL);
      if (taken)
        g_assert_cmpint (client, ==, rows[i].client);
      else
        g_assert_nonnull (strstr (failure->message, rows[i].refused));
      if (rows[i].client != 0)
        g_assert_cmpstr (reference, ==, rows[0].typed);
      g_free (i == 0 ? NULL : rows[i].typed);
    }
  g_free (rows[0].typed);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Survey *survey, gconstpointer data);
  } tests[] = {
    { "/response/fill", test_fill },
    { "/response/values", test_values },
    { "/response/reopen", test_reopen },
    { "/response/required", test_required },
    { "/response/edit", test_edit },
    { "/response/tags", test_tags },
    { "/response/keying", test_keying },
    { "/response/settle", test_settle },
    { "/response/undo", test_undo },
    { "/response/settle-parts", test_settle_parts },
    { "/response/words", test_words },
    { "/response/left-branch", test_left_branch },
    { "/response/edit-branch", test_edit_branch },
    { "/response/reference", test_reference },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Survey, NULL, survey_set_up, tests[i].test, survey_tear_down);
  return g_test_run ();
}
