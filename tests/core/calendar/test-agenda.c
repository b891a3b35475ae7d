/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/calendar/clt-agenda.h"

#include <string.h>

#include "core/base/clt-date.h"

#include "../clients/branch-fixture.h"

#define HEAD "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
#define TAIL "END:VCALENDAR\r\n"
#define EVENT(lines) "BEGIN:VEVENT\r\n" lines "END:VEVENT\r\n"
#define HOUR (60 * 60)

static CltIcs *
read_text (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return clt_ics_read (bytes, error);
}

static CltIcs *
read_good (const char *text)
{
  g_autoptr (GError) error = NULL;
  CltIcs *ics = read_text (text, &error);

  g_assert_no_error (error);
  return ics;
}

/* Noon etc. of a day in Shanghai. */
static gint64
at (int yyyymmdd, int hour)
{
  return (gint64) clt_day_from_yyyymmdd (yyyymmdd) * 24 * HOUR + (hour - 8) * HOUR;
}

static void
test_entry (void)
{
  g_autoptr (CltIcs) ics = read_good (
    HEAD EVENT ("UID:a\r\nSEQUENCE:3\r\nDTSTART:20261118T090000\r\nDTEND:20261118T110000\r\n"
                "SUMMARY:Room \r\n is taken\\, all of it\r\nLOCATION:Hall\r\n")
      EVENT ("UID:b\r\nDTSTART;VALUE=DATE:20261119\r\nSUMMARY:Day\r\nSTATUS:CANCELLED\r\n") TAIL);
  const CltIcsEntry *first = ics->entries->pdata[0];
  const CltIcsEntry *second = ics->entries->pdata[1];

  g_assert_cmpuint (ics->entries->len, ==, 2);
  g_assert_cmpuint (ics->refused->len, ==, 0);
  g_assert_cmpstr (first->uid, ==, "a");
  g_assert_cmpstr (first->summary, ==, "Room is taken, all of it");
  g_assert_cmpstr (first->place, ==, "Hall");
  g_assert_cmpint (first->sequence, ==, 3);
  g_assert_cmpint (first->starts, ==, at (20261118, 9));
  g_assert_cmpint (first->ends, ==, at (20261118, 11));
  g_assert_cmpint (first->until, ==, first->ends);
  g_assert_false (first->repeats);
  g_assert_cmpuint (first->line, ==, 3);
  g_assert_cmpuint (second->line, ==, 12);
  g_assert_true (second->all_day);
  g_assert_true (second->cancelled);
  g_assert_cmpint (second->starts, ==, at (20261119, 0));
  g_assert_cmpint (second->ends, ==, at (20261120, 0));
}

/* Each with the line that must be named. */
static void
test_refused_file (void)
{
  static const struct
  {
    const char *text;
    const char *line;
  } cases[] = {
    { "", "Line 1:" },
    { "Name,Phone\r\n", "Line 1:" },
    { HEAD EVENT ("UID:a\r\n"), "Line 1:" },
    { HEAD "BEGIN:VEVENT\r\nUID:a\r\n" TAIL, "Line 5:" },
    { HEAD TAIL, "Line 1:" },
    { HEAD TAIL "END:VCALENDAR\r\n", "Line 4:" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CltIcs) ics = read_text (cases[i].text, &error);

      g_assert_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID);
      g_assert_null (ics);
      g_assert_true (g_str_has_prefix (error->message, cases[i].line));
    }
}

static void
test_refused_entry (void)
{
  static const char *const entries[] = {
    EVENT ("UID:a\r\nSUMMARY:never\r\n"),
    EVENT ("UID:a\r\nDTSTART:20261118T090000Z\r\nDTEND:20261118T080000Z\r\n"),
    EVENT ("UID:a\r\nDTSTART:20261118T090000Z\r\nRRULE:FREQ=SOMETIMES\r\n"),
    EVENT ("UID:a\r\nDTSTART:20261118T090000Z\r\nRRULE:FREQ=SECONDLY\r\n"),
    EVENT ("UID:a\r\nDTSTART:20261118T090000Z\r\nRRULE:FREQ=DAILY;COUNT=2000000000\r\n"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      g_autofree char *text =
        g_strconcat (HEAD, entries[i], EVENT ("UID:b\r\nDTSTART:20261118T090000Z\r\n") TAIL, NULL);
      g_autoptr (CltIcs) ics = read_good (text);

      g_assert_cmpuint (ics->refused->len, ==, 1);
      g_assert_true (g_str_has_prefix (ics->refused->pdata[0], "Line 3, “"));
      g_assert_cmpuint (ics->entries->len, ==, 1);
    }
}

static guint
count_spans (const CltIcsEntry *entry, gint64 from, gint64 to, GArray *spans)
{
  g_array_set_size (spans, 0);
  g_assert_true (clt_ics_expand (entry->source, from, to, spans));
  return spans->len;
}

static void
test_expand (void)
{
  g_autoptr (CltIcs) ics =
    read_good (HEAD EVENT ("UID:a\r\nDTSTART;TZID=Asia/Shanghai:20261116T090000\r\n"
                           "DTEND;TZID=Asia/Shanghai:20261116T100000\r\n"
                           "RRULE:FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR\r\n"
                           "EXDATE;TZID=Asia/Shanghai:20261118T090000\r\n"
                           "EXDATE;VALUE=DATE:20261120\r\n"
                           "RDATE;TZID=Asia/Shanghai:20261121T090000\r\n") TAIL);
  const CltIcsEntry *entry = ics->entries->pdata[0];
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (CltIcsSpan));
  static const int days[] = { 20261116, 20261117, 20261119, 20261121 };

  g_assert_true (entry->repeats);
  g_assert_cmpint (entry->until, ==, CLT_ICS_FOREVER);
  g_assert_cmpuint (count_spans (entry, at (20261116, 0), at (20261123, 0), spans), ==, 4);
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_assert_cmpint (g_array_index (spans, CltIcsSpan, i).starts, ==, at (days[i], 9));
      g_assert_cmpint (g_array_index (spans, CltIcsSpan, i).ends, ==, at (days[i], 10));
    }
  /* the ends of the span asked for: it began before, it begins when the span ends */
  g_assert_cmpuint (count_spans (entry, at (20261117, 9) + HOUR / 2, at (20261118, 0), spans), ==,
                    1);
  g_assert_cmpuint (count_spans (entry, at (20261117, 10), at (20261119, 9), spans), ==, 0);
}

static CltAgendaChange
take (Branch *branch, const char *text, const CltAgendaTarget *target)
{
  const CltActionInfo info = { .name = "calendar.import", .who = "test" };
  g_autoptr (CltIcs) ics = read_good (text);
  g_autoptr (GError) error = NULL;
  CltAgendaChange change;

  g_assert_true (clt_action_begin (branch->conn, &info, &error));
  clt_agenda_take (branch->conn, "hall", ics->entries, target, &change, &error);
  g_assert_no_error (error);
  clt_action_commit (branch->conn, NULL, &error);
  g_assert_no_error (error);
  return change;
}

static GPtrArray *
get_spans (Branch *branch, int from, int to)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *spans = clt_agenda_get_spans (branch->conn, at (from, 0), at (to, 0), &error);

  g_assert_no_error (error);
  return spans;
}

#define WEEKLY                                                                                     \
  "UID:w\r\nDTSTART:20261102T010000Z\r\nDTEND:20261102T020000Z\r\nRRULE:FREQ=WEEKLY;COUNT=4\r\n"   \
  "SUMMARY:Weekly\r\n"

/* One occurrence is moved, another is cancelled; then the file says it otherwise. */
static void
test_take (Branch *branch, gconstpointer data)
{
  static const char first[] =
    HEAD EVENT (WEEKLY) EVENT ("UID:w\r\nRECURRENCE-ID:20261109T010000Z\r\n"
                               "DTSTART:20261110T010000Z\r\nDTEND:20261110T020000Z\r\n")
      EVENT ("UID:w\r\nRECURRENCE-ID:20261116T010000Z\r\nDTSTART:20261116T010000Z\r\n"
             "STATUS:CANCELLED\r\n") TAIL;
  static const char second[] =
    HEAD EVENT (WEEKLY "SEQUENCE:1\r\n") EVENT (WEEKLY "SEQUENCE:0\r\n") TAIL;
  const CltAgendaTarget nobody = { 0 };
  CltAgendaChange change = take (branch, first, &nobody);
  g_autoptr (GPtrArray) spans = get_spans (branch, 20261101, 20261201);
  static const int days[] = { 20261102, 20261110, 20261123 };

  g_assert_cmpuint (change.added, ==, 3);
  g_assert_cmpuint (spans->len, ==, G_N_ELEMENTS (days));
  for (guint i = 0; i < spans->len; i++)
    g_assert_cmpint (((CltBusySpan *) spans->pdata[i])->starts, ==, at (days[i], 9));

  change = take (branch, first, &nobody);
  g_assert_cmpuint (change.same, ==, 3);
  change = take (branch, second, &nobody);
  g_assert_cmpuint (change.changed, ==, 1);
  g_assert_cmpuint (change.removed, ==, 2);
  g_assert_cmpuint (change.added, ==, 0);
  g_clear_pointer (&spans, g_ptr_array_unref);
  spans = get_spans (branch, 20261101, 20261201);
  g_assert_cmpuint (spans->len, ==, 4);
}

static void
test_holiday (Branch *branch, gconstpointer data)
{
  static const char text[] = HEAD EVENT (
    "UID:a\r\nSUMMARY:国庆节假期\r\nDTSTART;VALUE=DATE:20261001\r\nDTEND;VALUE=DATE:20261008\r\n")
    EVENT ("UID:b\r\nSUMMARY:上班(补国庆节假期)\r\nDTSTART;VALUE=DATE:20261010\r\n") TAIL;
  const CltAgendaTarget everybody = { .holiday = TRUE };
  g_autoptr (GPtrArray) spans = NULL, list = NULL;
  g_autoptr (GError) error = NULL;
  const CltAgenda *agenda;

  take (branch, text, &everybody);
  list = clt_agenda_list (branch->conn, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 1);
  agenda = list->pdata[0];
  g_assert_cmpuint (agenda->entries, ==, 2);
  g_assert_cmpstr (agenda->keeps_busy, ==, "");
  g_assert_cmpint (agenda->changed_at, >, 0);
  spans = get_spans (branch, 20261007, 20261011);
  g_assert_cmpuint (spans->len, ==, 2);
  g_assert_true (((CltBusySpan *) spans->pdata[0])->holiday);
  g_assert_false (((CltBusySpan *) spans->pdata[1])->holiday);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ics/entry", test_entry);
  g_test_add_func ("/ics/refused-file", test_refused_file);
  g_test_add_func ("/ics/refused-entry", test_refused_entry);
  g_test_add_func ("/ics/expand", test_expand);
  g_test_add ("/calendar/take", Branch, NULL, branch_set_up, test_take, branch_tear_down);
  g_test_add ("/calendar/holiday", Branch, NULL, branch_set_up, test_holiday, branch_tear_down);
  return g_test_run ();
}
