/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Calendars of many programs (folder ics of $CLT_TEST_DATA): each is read or refused with a line,
 * and what was read goes out and comes back unchanged. */

#include <string.h>

#include "core/base/clt-date.h"
#include "core/calendar/clt-ics.h"

static GBytes *
load (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("CLT_TEST_DATA"), "ics", folder, name, NULL);
  g_autoptr (GError) error = NULL;
  char *text;
  gsize size;

  g_file_get_contents (path, &text, &size, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (text, size);
}

static CltIcs *
read_file (const char *folder, const char *name)
{
  g_autoptr (GBytes) bytes = load (folder, name);
  g_autoptr (GError) error = NULL;
  CltIcs *ics = clt_ics_read (bytes, &error);

  g_assert_no_error (error);
  return ics;
}

static void
assert_back (const CltIcs *ics)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CltIcs) again = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < ics->entries->len; i++)
    g_ptr_array_add (sources, ((CltIcsEntry *) ics->entries->pdata[i])->source);
  bytes = clt_ics_join (sources);
  again = clt_ics_read (bytes, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->refused->len, ==, 0);
  g_assert_cmpuint (again->entries->len, ==, ics->entries->len);
  for (guint i = 0; i < ics->entries->len; i++)
    {
      const CltIcsEntry *before = ics->entries->pdata[i];
      const CltIcsEntry *after = again->entries->pdata[i];

      g_assert_cmpstr (after->uid, ==, before->uid);
      g_assert_cmpstr (after->summary, ==, before->summary);
      g_assert_cmpint (after->starts, ==, before->starts);
      g_assert_cmpint (after->ends, ==, before->ends);
      g_assert_cmpint (after->until, ==, before->until);
      g_assert_cmpstr (after->source, ==, before->source);
    }
}

/* Every sentence of refusal names a line of the file. */
static void
assert_named (const char *sentence)
{
  g_assert_true (g_regex_match_simple ("^Line [1-9][0-9]*[:,] ", sentence, 0, 0));
}

static void
test_all (void)
{
  static const char *const folders[] = { "holiday_cn", "ical4j_invalid", "ical4j_other",
                                         "ical4j_valid" };
  guint files = 0, refused = 0, entries = 0, refused_entries = 0;

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path =
        g_build_filename (g_getenv ("CLT_TEST_DATA"), "ics", folders[i], NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (GDir) dir = g_dir_open (path, 0, &error);
      const char *name;

      g_assert_no_error (error);
      while ((name = g_dir_read_name (dir)) != NULL)
        {
          g_autoptr (GBytes) bytes = NULL;
          g_autoptr (CltIcs) ics = NULL;
          g_autoptr (GError) reason = NULL;

          if (!g_str_has_suffix (name, ".ics"))
            continue;
          files++;
          bytes = load (folders[i], name);
          ics = clt_ics_read (bytes, &reason);
          if (ics == NULL)
            {
              refused++;
              assert_named (reason->message);
              g_test_message ("%s/%s: %s", folders[i], name, reason->message);
              continue;
            }
          entries += ics->entries->len;
          refused_entries += ics->refused->len;
          for (guint k = 0; k < ics->refused->len; k++)
            {
              assert_named (ics->refused->pdata[k]);
              g_test_message ("%s/%s: %s", folders[i], name, (char *) ics->refused->pdata[k]);
            }
          if (ics->entries->len > 0)
            assert_back (ics);
        }
    }
  g_test_message ("%u files, %u refused; %u entries, %u refused", files, refused, entries,
                  refused_entries);
  g_assert_cmpuint (files, ==, 126);
}

static const CltIcsEntry *
find_entry (const CltIcs *ics, const char *summary)
{
  for (guint i = 0; i < ics->entries->len; i++)
    {
      const CltIcsEntry *entry = ics->entries->pdata[i];

      if (g_str_equal (entry->summary, summary))
        return entry;
    }
  g_assert_not_reached ();
}

static gint64
utc (const char *iso)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (iso, NULL);

  return g_date_time_to_unix (time);
}

static GArray *
expand (const CltIcsEntry *entry, const char *from, const char *to)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (CltIcsSpan));

  g_assert_true (clt_ics_expand (entry->source, utc (from), utc (to), spans));
  return spans;
}

/* Work days from 2009-03-10, half past nine in Melbourne (its own zone, UTC+11): 16 up to the 31st. */
static void
test_standup (void)
{
  g_autoptr (CltIcs) ics = read_file ("ical4j_valid", "Standup.ics");
  g_autoptr (GArray) spans =
    expand (find_entry (ics, "Standup"), "2009-03-01T00:00:00Z", "2009-03-31T12:59:59Z");

  g_assert_cmpuint (spans->len, ==, 16);
  g_assert_cmpint (g_array_index (spans, CltIcsSpan, 0).starts, ==, utc ("2009-03-09T22:30:00Z"));
}

static void
test_friday (void)
{
  static const char *const days[] = { "1998-02-13", "1998-03-13", "1998-11-13", "1999-08-13",
                                      "2000-10-13" };
  g_autoptr (CltIcs) ics = read_file ("ical4j_valid", "friday13.ics");
  g_autoptr (GArray) spans = expand (find_entry (ics, "Every Friday the 13th"),
                                     "1997-01-01T00:00:00Z", "2000-12-31T00:00:00Z");

  g_assert_cmpuint (spans->len, ==, G_N_ELEMENTS (days));
  for (guint i = 0; i < spans->len; i++)
    {
      /* nine o'clock in New York */
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("America/New_York");
      g_autofree char *text = g_strconcat (days[i], "T09:00:00", NULL);
      g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, zone);

      g_assert_cmpint (g_array_index (spans, CltIcsSpan, i).starts, ==, g_date_time_to_unix (time));
    }
}

static void
test_exdate (void)
{
  g_autoptr (CltIcs) ics = read_file ("ical4j_valid", "EXDATE.ics");
  const CltIcsEntry *entry = ics->entries->pdata[0];
  g_autoptr (GArray) spans = expand (entry, "2005-12-01T00:00:00Z", "2006-12-31T00:00:00Z");

  g_assert_cmpuint (spans->len, ==, 5);
  g_assert_cmpint (entry->until, ==, g_array_index (spans, CltIcsSpan, 4).ends);
}

/* The State Council's list of 2026: 33 days off, 6 worked instead. */
static void
test_holidays (void)
{
  g_autoptr (CltIcs) ics = read_file ("holiday_cn", "2026.ics");
  gint64 off = 0, worked = 0;

  for (guint i = 0; i < ics->entries->len; i++)
    {
      const CltIcsEntry *entry = ics->entries->pdata[i];
      gint64 days = (entry->ends - entry->starts) / (24 * 60 * 60);

      g_assert_true (entry->all_day);
      if (strstr (entry->summary, "上班") != NULL)
        worked += days;
      else
        off += days;
    }
  g_assert_cmpint (off, ==, 33);
  g_assert_cmpint (worked, ==, 6);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ics/all", test_all);
  g_test_add_func ("/ics/standup", test_standup);
  g_test_add_func ("/ics/friday", test_friday);
  g_test_add_func ("/ics/exdate", test_exdate);
  g_test_add_func ("/ics/holidays", test_holidays);
  return g_test_run ();
}
