/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/calendar/clt-ics.h"

#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/calendar/clt-ics-private.h"
#include "core/store/clt-conn.h"

/* A calendar of a branch has hundreds of entries; more is no calendar. */
#define LARGEST (16 * 1024 * 1024)
#define ZONE "Asia/Shanghai"
/* Deeper than any calendar: VCALENDAR, VEVENT, VALARM. */
#define DEEPEST 16

static void
entry_free (gpointer data)
{
  CltIcsEntry *entry = data;

  g_free (entry->uid);
  g_free (entry->summary);
  g_free (entry->place);
  g_free (entry->note);
  g_free (entry->source);
  g_free (entry);
}

void
clt_ics_free (CltIcs *ics)
{
  g_ptr_array_unref (ics->entries);
  g_ptr_array_unref (ics->refused);
  g_free (ics);
}

/* What libical knows of an entry */

icalcomponent *
clt_ics_parse (const char *text)
{
  icalerror_set_errors_are_fatal (0);
  return icalparser_parse_string (text);
}

gboolean
clt_ics_get_instant (struct icaltimetype time, gint64 *at)
{
  const icaltimezone *zone = time.zone;

  if (icaltime_is_null_time (time) || !icaltime_is_valid_time (time))
    return FALSE;
  /* a time without a zone, and a whole day, is the branch's */
  if (time.is_date || (zone == NULL && !icaltime_is_utc (time)))
    zone = icaltimezone_get_builtin_timezone (ZONE);
  time.is_date = 0;
  *at = (gint64) icaltime_as_timet_with_zone (time, zone);
  return TRUE;
}

gboolean
clt_ics_get_times (icalcomponent *event, gint64 *starts, gint64 *ends, gboolean *all_day)
{
  struct icaltimetype first = icalcomponent_get_dtstart (event);

  if (!clt_ics_get_instant (first, starts))
    return FALSE;
  if (all_day != NULL)
    *all_day = first.is_date != 0;
  if (!clt_ics_get_instant (icalcomponent_get_dtend (event), ends))
    *ends = *starts;
  /* RFC 5545, 3.6.1: a whole day without an end is that day */
  if (first.is_date && *ends == *starts)
    *ends += 24 * 60 * 60;
  return *ends >= *starts;
}

/* The lines of a file */

typedef struct
{
  char *name; /* upper case; a line that is no property has none: "" */
  char *rest; /* after the name, unfolded, with its ":" or ";" */
  char *raw;  /* as it came, with each of its ends made CRLF */
  guint number;
} Line;

static void
line_clear (gpointer data)
{
  Line *line = data;

  g_free (line->name);
  g_free (line->rest);
  g_free (line->raw);
}

static void
finish_line (GArray *lines, GString *text, GString *raw, guint number)
{
  Line line = { .number = number };
  const char *start = text->str + strspn (text->str, " \t");
  gsize length = strcspn (start, ":;");

  if (*start != '\0')
    {
      line.name = start[length] == '\0' ? g_strdup ("") : g_ascii_strup (start, (gssize) length);
      line.rest = g_strdup (start + length);
      line.raw = g_strdup (raw->str);
      g_array_append_val (lines, line);
    }
  g_string_truncate (text, 0);
  g_string_truncate (raw, 0);
}

/* Lines end in CRLF, LF or CR; one that begins with white space goes on with the one before. */
static GArray *
split_lines (const char *data)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (Line));
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) raw = g_string_new (NULL);
  guint number = 0;
  guint first = 1;

  g_array_set_clear_func (lines, line_clear);
  while (*data != '\0')
    {
      gsize length = strcspn (data, "\r\n");
      gboolean folded = number > 0 && (*data == ' ' || *data == '\t');

      number++;
      if (!folded)
        {
          finish_line (lines, text, raw, first);
          first = number;
        }
      g_string_append_len (text, data + (folded ? 1 : 0), (gssize) (length - (folded ? 1 : 0)));
      g_string_append_len (raw, data, (gssize) length);
      g_string_append (raw, "\r\n");
      data += length;
      data += data[0] == '\r' && data[1] == '\n' ? 2 : *data != '\0';
    }
  finish_line (lines, text, raw, first);
  return lines;
}

/* UTF-8 with or without its mark, else GB18030, else Latin 1, which takes any byte. */
static char *
decode (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  char *text;

  if (size >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    {
      data += 3;
      size -= 3;
    }
  if (size == 0 || g_utf8_validate (data, (gssize) size, NULL))
    return size == 0 ? g_strdup ("") : g_strndup (data, size);
  text = g_convert (data, (gssize) size, "UTF-8", "GB18030", NULL, NULL, NULL);
  return text != NULL ? text
                      : g_convert (data, (gssize) size, "UTF-8", "ISO-8859-1", NULL, NULL, NULL);
}

/* The components of a file */

typedef struct
{
  CltIcs *ics;
  GHashTable *zones; /* TZID -> raw text, of the calendar that is read */
  GArray *lines;
} Reader;

static const Line *
get_line (Reader *self, guint i)
{
  return &g_array_index (self->lines, Line, i);
}

static gboolean
is_mark (const Line *line, const char *mark, const char *component)
{
  g_autofree char *value = NULL;

  if (!g_str_equal (line->name, mark) || *line->rest != ':')
    return FALSE;
  value = g_strstrip (g_strdup (line->rest + 1));
  return component == NULL || g_ascii_strcasecmp (value, component) == 0;
}

/* Lines @from … @to as they came; the marks in the form that joining looks for. */
static char *
copy_lines (Reader *self, guint from, guint to, const char *component)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "BEGIN:%s\r\n", component);
  for (guint i = from + 1; i < to; i++)
    if (*get_line (self, i)->name != '\0')
      g_string_append (text, get_line (self, i)->raw);
  g_string_append_printf (text, "END:%s\r\n", component);
  return g_string_free (text, FALSE);
}

/* The value of TZID among the parameters of @rest (";TZID=…:20090310T093000"). */
static char *
get_zone_name (const char *rest)
{
  const char *zone = strstr (rest, ";TZID=");
  gboolean quoted;

  if (zone == NULL)
    return NULL;
  zone += strlen (";TZID=");
  quoted = *zone == '"';
  zone += quoted ? 1 : 0;
  return g_strndup (zone, strcspn (zone, quoted ? "\"" : ":;"));
}

static void
append_zones (Reader *self, guint from, guint to, GString *source)
{
  g_autoptr (GHashTable) done = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = from; i < to; i++)
    {
      char *zone = get_zone_name (get_line (self, i)->rest);

      if (zone == NULL)
        continue;
      if (!g_hash_table_contains (done, zone) && g_hash_table_contains (self->zones, zone))
        g_string_append (source, g_hash_table_lookup (self->zones, zone));
      g_hash_table_add (done, zone);
    }
}

static char *
build_source (Reader *self, guint from, guint to)
{
  g_autofree char *event = copy_lines (self, from, to, "VEVENT");
  GString *source = g_string_new ("BEGIN:VCALENDAR\r\n");

  append_zones (self, from, to, source);
  g_string_append (source, event);
  g_string_append (source, "END:VCALENDAR\r\n");
  return g_string_free (source, FALSE);
}

static void
take_text (char **target, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text == NULL ? "" : text, -1);

  clt_set_str (target, valid);
}

static void
take_uid (CltIcsEntry *entry, icalcomponent *event)
{
  const char *uid = icalcomponent_get_uid (event);

  if (uid != NULL && *uid != '\0')
    take_text (&entry->uid, uid);
  else
    entry->uid = g_compute_checksum_for_string (G_CHECKSUM_SHA256, entry->source, -1);
}

/* Rules that come more often than once a day are those of machines. */
static gboolean
is_dense (icalcomponent *event)
{
  for (icalproperty *property = icalcomponent_get_first_property (event, ICAL_RRULE_PROPERTY);
       property != NULL; property = icalcomponent_get_next_property (event, ICAL_RRULE_PROPERTY))
    if (icalproperty_get_rrule (property).freq < ICAL_DAILY_RECURRENCE)
      return TRUE;
  return FALSE;
}

/* Whether libical understood each property of @kind that the text has. */
static gboolean
has_all (icalcomponent *event, icalproperty_kind kind, Reader *self, guint from, guint to)
{
  int depth = 0;
  int n = 0;

  for (guint i = from + 1; i < to; i++)
    {
      const Line *line = get_line (self, i);

      depth += is_mark (line, "BEGIN", NULL) - is_mark (line, "END", NULL);
      if (depth == 0 && g_str_equal (line->name, icalproperty_kind_to_string (kind)))
        n++;
    }
  return icalcomponent_count_properties (event, kind) >= n;
}

/* Returns: NULL, or why the entry is refused. */
static const char *
fill_entry (Reader *self, CltIcsEntry *entry, icalcomponent *event, guint from, guint to)
{
  struct icaltimetype recurrence = icalcomponent_get_recurrenceid (event);

  if (!clt_ics_get_times (event, &entry->starts, &entry->ends, &entry->all_day))
    return _ ("it has no beginning, or ends before it");
  if (!has_all (event, ICAL_RRULE_PROPERTY, self, from, to) ||
      !has_all (event, ICAL_EXDATE_PROPERTY, self, from, to))
    return _ ("how it is repeated cannot be understood");
  entry->repeats = icalcomponent_count_properties (event, ICAL_RRULE_PROPERTY) > 0 ||
                   icalcomponent_count_properties (event, ICAL_RDATE_PROPERTY) > 0;
  entry->until = is_dense (event) ? -1 : clt_ics_find_end (event, entry->starts, entry->ends);
  if (entry->until == -1)
    return _ ("it is repeated more often than a calendar can mean");
  if (!icaltime_is_null_time (recurrence) && !clt_ics_get_instant (recurrence, &entry->recurrence))
    return _ ("the occurrence that it replaces cannot be understood");
  entry->sequence = icalcomponent_get_sequence (event);
  entry->cancelled = icalcomponent_get_status (event) == ICAL_STATUS_CANCELLED;
  take_uid (entry, event);
  take_text (&entry->summary, icalcomponent_get_summary (event));
  take_text (&entry->place, icalcomponent_get_location (event));
  take_text (&entry->note, icalcomponent_get_description (event));
  return NULL;
}

static void
read_event (Reader *self, guint from, guint to)
{
  CltIcsEntry *entry = g_new0 (CltIcsEntry, 1);
  g_autoptr (IcalComponent) calendar = NULL;
  icalcomponent *event;
  const char *reason;

  entry->line = get_line (self, from)->number;
  entry->source = build_source (self, from, to);
  calendar = clt_ics_parse (entry->source);
  event =
    calendar == NULL ? NULL : icalcomponent_get_first_component (calendar, ICAL_VEVENT_COMPONENT);
  reason =
    event == NULL ? _ ("it cannot be understood") : fill_entry (self, entry, event, from, to);
  if (reason == NULL)
    {
      g_ptr_array_add (self->ics->entries, entry);
      return;
    }
  g_ptr_array_add (self->ics->refused,
                   /* Translators: a line number, the name of an entry, why it is not taken. */
                   g_strdup_printf (_ ("Line %u, “%s”: %s."), entry->line,
                                    entry->summary == NULL ? "–" : entry->summary, reason));
  entry_free (entry);
}

static void
read_zone (Reader *self, guint from, guint to)
{
  for (guint i = from + 1; i < to; i++)
    if (g_str_equal (get_line (self, i)->name, "TZID"))
      {
        const char *value = strchr (get_line (self, i)->rest, ':');

        if (value != NULL)
          g_hash_table_replace (self->zones, g_strstrip (g_strdup (value + 1)),
                                copy_lines (self, from, to, "VTIMEZONE"));
        return;
      }
}

static gboolean
refuse_file (GError **error, guint line, const char *reason)
{
  return clt_store_refuse (error,
                           /* Translators: a line number, what is wrong there. */
                           _ ("Line %u: %s. The calendar was not read and nothing was changed."),
                           line, reason);
}

/* Components close in the order in which they opened. Zones are read first: they may come last. */
static gboolean
walk (Reader *self, const char *component, void (*read) (Reader *, guint, guint), GError **error)
{
  guint opened[DEEPEST];
  guint depth = 0;

  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = get_line (self, i);

      if (depth == 0 && !is_mark (line, "BEGIN", "VCALENDAR"))
        return refuse_file (error, line->number, _ ("no calendar begins here (BEGIN:VCALENDAR)"));
      if (is_mark (line, "BEGIN", NULL))
        {
          if (depth == DEEPEST)
            return refuse_file (error, line->number, _ ("components lie too deep in each other"));
          opened[depth++] = i;
        }
      else if (is_mark (line, "END", NULL))
        {
          guint first = opened[--depth];
          g_autofree char *name = g_strstrip (g_strdup (get_line (self, first)->rest + 1));

          if (!is_mark (line, "END", name))
            return refuse_file (error, line->number, _ ("what ends here is not what began last"));
          if (depth == 1 && is_mark (get_line (self, first), "BEGIN", component))
            read (self, first, i);
        }
    }
  if (depth > 0)
    return refuse_file (error, get_line (self, opened[depth - 1])->number,
                        _ ("what begins here has no end"));
  return TRUE;
}

CltIcs *
clt_ics_read (GBytes *bytes, GError **error)
{
  g_autoptr (CltIcs) ics = g_new0 (CltIcs, 1);
  g_autofree char *text = NULL;
  g_autoptr (GHashTable) zones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GArray) lines = NULL;
  Reader self = { .ics = ics, .zones = zones };

  ics->entries = g_ptr_array_new_with_free_func (entry_free);
  ics->refused = g_ptr_array_new_with_free_func (g_free);
  if (g_bytes_get_size (bytes) > LARGEST)
    {
      refuse_file (error, 1, _ ("the file is larger than a calendar can be"));
      return NULL;
    }
  text = decode (bytes);
  lines = self.lines = split_lines (text);
  if (lines->len == 0)
    {
      refuse_file (error, 1, _ ("no calendar begins here (BEGIN:VCALENDAR)"));
      return NULL;
    }
  if (!walk (&self, "VTIMEZONE", read_zone, error) || !walk (&self, "VEVENT", read_event, error))
    return NULL;
  if (ics->entries->len + ics->refused->len == 0)
    {
      refuse_file (error, get_line (&self, 0)->number,
                   _ ("the calendar that begins here has no entries (VEVENT)"));
      return NULL;
    }
  return g_steal_pointer (&ics);
}
