/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The log of contacts: what one line says, what it refuses, and who reads it. */
#include "core/calls/clt-contact-log.h"

#include "core/clients/clt-client.h"
#include "core/quality/clt-contact.h"

#include "../clients/branch-fixture.h"

static void
test_line (void)
{
  static const struct
  {
    const char *line, *direction, *channel, *topic, *note, *next;
    gint64 seconds;
    const char *outcome; /* NULL: none */
  } cases[] = {
    { "asks about margin", "out", "phone", "", "asks about margin", "", 0 },
    { "in phone 5m margin call: asks what it means > send the leaflet", "in", "phone",
      "margin call", "asks what it means", "send the leaflet", 300 },
    { "来电 电话 90秒 追保：问通知的意思 > 明天回电", "in", "phone", "追保", "问通知的意思",
      "明天回电", 90 },
    { "上门 2小时 仓库", "out", "onsite", "", "仓库", "", 7200 },
    { "SMS 12 lots", "out", "sms", "", "12 lots", "", 0 },
    { "topic:", "out", "phone", "topic", "", "", 0 },
    { "电话 未接", "out", "phone", "", "", "", 0, "no-answer" },
    { "busy > tomorrow 3pm", "out", "phone", "", "", "tomorrow 3pm", 0, "busy" },
    { "out reached 2m fees", "out", "phone", "", "fees", "", 120, "complete" },
    { "onsite busy people", "out", "onsite", "", "busy people", "", 0 },
    { "lost money on rb", "out", "phone", "", "lost money on rb", "", 0 },
    { "5 lots of rb", "out", "phone", "", "5 lots of rb", "", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CltContactEntry) entry = clt_contact_entry_new ();
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].line);
      clt_contact_entry_parse (entry, cases[i].line, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (entry->direction, ==, cases[i].direction);
      g_assert_cmpstr (entry->channel, ==, cases[i].channel);
      g_assert_cmpstr (entry->topic, ==, cases[i].topic);
      g_assert_cmpstr (entry->note, ==, cases[i].note);
      g_assert_cmpstr (entry->next_step, ==, cases[i].next);
      g_assert_cmpint (entry->seconds, ==, cases[i].seconds);
      g_assert_cmpstr (entry->outcome, ==, cases[i].outcome == NULL ? "" : cases[i].outcome);
    }
}

static void
test_empty_line (void)
{
  static const char *const lines[] = { "", "   ", "in phone", "in phone 5m > call back" };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (CltContactEntry) entry = clt_contact_entry_new ();
      g_autoptr (GError) error = NULL;

      g_assert_false (clt_contact_entry_parse (entry, lines[i], &error));
      g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
    }
}

static void
add_contact (Branch *branch, gint64 client, CltDay day, const char *outcome)
{
  g_autoptr (CltContactEntry) entry = clt_contact_entry_new ();
  g_autoptr (GError) error = NULL;

  entry->client_id = client;
  entry->day = day;
  entry->at = clt_day_get_instant (day, 10 * 60);
  entry->outcome = (g_free (entry->outcome), g_strdup (outcome));
  entry->topic = (g_free (entry->topic), g_strdup ("margin"));
  clt_contact_log_add (branch->conn, entry, &error);
  g_assert_no_error (error);
}

/* A call counts for the gap and stands in the timeline; one in vain only stands there. */
static void
test_readers (Branch *branch, gconstpointer data)
{
  CltDay today = clt_today ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CltContacts) contacts = NULL;
  g_autoptr (GPtrArray) timeline = NULL, list = NULL;
  const CltContactQuery all = CLT_CONTACT_QUERY_INIT;
  g_autoptr (CltContactSums) sums = NULL;
  gint64 a, b;
  guint n = 0;

  branch_begin (branch);
  a = branch_add_client (branch, "甲", "001", 20200101);
  b = branch_add_client (branch, "乙", "002", 20200101);
  add_contact (branch, a, today - 5, "complete");
  add_contact (branch, a, today - 1, "no-answer");
  add_contact (branch, b, today - 3, "");
  branch_commit (branch);

  contacts = clt_contacts_load (branch->conn, today, &error);
  g_assert_no_error (error);
  g_assert_cmpint (contacts->since, ==, today - 5);
  g_assert_cmpint (clt_contacts_find (contacts, a)->last, ==, today - 5);
  g_assert_cmpint (clt_contacts_find (contacts, b)->last, ==, today - 3);

  timeline = clt_client_timeline (branch->conn, a, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < timeline->len; i++)
    {
      const CltTimelineItem *item = timeline->pdata[i];

      if (g_str_equal (item->kind, "contact"))
        g_assert_cmpstr (item->title, ==, n++ == 0 ? "Called in vain: margin" : "Called: margin");
    }
  g_assert_cmpuint (n, ==, 2);

  list = clt_contact_log_list (branch->conn, 0, 0, today - 3, CLT_DAY_NONE, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpint (((CltContactEntry *) list->pdata[0])->day, ==, today - 1);

  sums = clt_contact_log_sum (branch->conn, &all, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sums->contacts, ==, 3);
  g_assert_cmpint (sums->attempted, ==, 2);
  g_assert_cmpint (sums->reached, ==, 2);
  g_assert_cmpint (sums->judged, ==, 0);
}

static void
test_refused (Branch *branch, gconstpointer data)
{
  g_autoptr (CltContactEntry) entry = clt_contact_entry_new ();
  gint64 client;

  branch_begin (branch);
  client = branch_add_client (branch, "甲", "001", 20200101);
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (GError) error = NULL;

      entry->client_id = i == 0 ? 999 : client;
      entry->channel = (g_free (entry->channel), g_strdup (i == 1 ? "pigeon" : "phone"));
      entry->day = clt_today () + (i == 2);
      entry->note = (g_free (entry->note), g_strdup (i == 3 ? "" : "words"));
      g_assert_false (clt_contact_log_add (branch->conn, entry, &error));
      g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
    }
  clt_action_rollback (branch->conn);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/contact-log/line", test_line);
  g_test_add_func ("/contact-log/empty-line", test_empty_line);
  g_test_add ("/contact-log/readers", Branch, NULL, branch_set_up, test_readers, branch_tear_down);
  g_test_add ("/contact-log/refused", Branch, NULL, branch_set_up, test_refused, branch_tear_down);
  return g_test_run ();
}
