/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/training/clt-calendar-sheet.h"

#include "core/base/clt-i18n.h"

#define DAYS_A_WEEK 7
#define MINUTES_A_DAY (24 * 60)
#define SHORTEST CLT_CALENDAR_QUARTER

struct _CltCalendarSheet
{
  GObject parent_instance;

  CltTimetable *table; /* owned (nullable) */
  GPtrArray *drafts;   /* owned (nullable) */
  GPtrArray *entries;  /* owned: borrowed entries of both */

  CltCalendarKind kind;
  CltDay day;
  int minute;
  guint level;     /* of a year */
  gint64 selected; /* 0: none */
  gint64 awaited;  /* selected when the table has it at that time; 0: none */
  gint64 awaited_starts;

  gint64 shifted; /* 0: none */
  gint64 starts, ends;
};

G_DEFINE_FINAL_TYPE (CltCalendarSheet, clt_calendar_sheet, G_TYPE_OBJECT)

enum
{
  CHANGED,
  MOVED,
  SHIFTED,
  DROPPED,
  OPENED,
  ASKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static int
get_minute_of_day (gint64 instant)
{
  return (int) ((instant - clt_day_get_instant (clt_instant_get_day (instant), 0)) / 60);
}

/* ---- what is shown ---------------------------------------------------------------------------- */

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const CltTimetableEntry *x = *(CltTimetableEntry *const *) a;
  const CltTimetableEntry *y = *(CltTimetableEntry *const *) b;

  if (x->starts != y->starts)
    return x->starts < y->starts ? -1 : 1;
  return x->id < y->id ? -1 : x->id > y->id;
}

/* The first one that goes on at that time. */
static const CltTimetableEntry *
find_at (CltCalendarSheet *self, CltDay day, int minute)
{
  gint64 starts = clt_day_get_instant (day, minute), ends = starts + CLT_CALENDAR_SLOT * 60;

  for (guint i = 0; i < self->entries->len; i++)
    {
      const CltTimetableEntry *entry = self->entries->pdata[i];

      if (!entry->untimed && entry->starts < ends && entry->ends > starts)
        return entry;
    }
  return NULL;
}

/* Only a week has a cursor that is on a time of day. (nullable) */
static const CltTimetableEntry *
find_under_cursor (CltCalendarSheet *self)
{
  return self->kind == CLT_CALENDAR_WEEK ? find_at (self, self->day, self->minute) : NULL;
}

/* What came to be under the cursor, as a session just made there, is selected as if one went to it; not
 * so when the one that was selected is gone: the next Delete would cancel another. */
static void
collect_entries (CltCalendarSheet *self)
{
  const CltTimetableEntry *entry;
  gboolean lost;

  g_ptr_array_set_size (self->entries, 0);
  if (self->table != NULL)
    {
      g_ptr_array_extend (self->entries, self->table->untimed, NULL, NULL);
      g_ptr_array_extend (self->entries, self->table->entries, NULL, NULL);
    }
  if (self->drafts != NULL)
    g_ptr_array_extend (self->entries, self->drafts, NULL, NULL);
  g_ptr_array_sort (self->entries, compare_entries);
  entry = clt_calendar_sheet_find (self, self->awaited);
  if (entry != NULL && entry->starts == self->awaited_starts)
    {
      self->selected = self->awaited;
      self->awaited = 0;
    }
  if (self->selected == 0)
    entry = find_under_cursor (self);
  else
    entry = clt_calendar_sheet_find (self, self->selected);
  self->selected = entry == NULL ? 0 : entry->id;
  lost = self->shifted != 0 && clt_calendar_sheet_find (self, self->shifted) == NULL;
  if (lost)
    self->shifted = 0;
  g_signal_emit (self, signals[CHANGED], 0);
  g_signal_emit (self, signals[MOVED], 0);
  if (lost)
    g_signal_emit (self, signals[SHIFTED], 0);
}

void
clt_calendar_sheet_take_table (CltCalendarSheet *self, CltTimetable *table)
{
  CltTimetable *before = g_steal_pointer (&self->table);

  self->table = table;
  collect_entries (self);
  g_clear_pointer (&before, clt_timetable_free);
}

void
clt_calendar_sheet_take_drafts (CltCalendarSheet *self, GPtrArray *drafts)
{
  GPtrArray *before = g_steal_pointer (&self->drafts);

  self->drafts = drafts;
  collect_entries (self);
  g_clear_pointer (&before, g_ptr_array_unref);
}

const CltTimetable *
clt_calendar_sheet_get_table (CltCalendarSheet *self)
{
  return self->table;
}

const GPtrArray *
clt_calendar_sheet_get_entries (CltCalendarSheet *self)
{
  return self->entries;
}

const CltTimetableEntry *
clt_calendar_sheet_find (CltCalendarSheet *self, gint64 id)
{
  for (guint i = 0; id != 0 && i < self->entries->len; i++)
    if (((CltTimetableEntry *) self->entries->pdata[i])->id == id)
      return self->entries->pdata[i];
  return NULL;
}

void
clt_calendar_sheet_get_hours (CltCalendarSheet *self, int *open, int *close)
{
  CltDay from, to;

  *open = self->table == NULL ? 9 * 60 : self->table->open;
  *close = self->table == NULL ? 21 * 60 : self->table->close;
  clt_calendar_sheet_get_period (self, &from, &to);
  for (guint i = 0; i < self->entries->len; i++)
    {
      const CltTimetableEntry *entry = self->entries->pdata[i];

      if (entry->untimed || clt_instant_get_day (entry->ends) < from ||
          clt_instant_get_day (entry->starts) > to)
        continue;
      *open = MIN (*open, get_minute_of_day (entry->starts) / 60 * 60);
      *close = MAX (*close, (get_minute_of_day (entry->ends - 60) / 60 + 1) * 60);
    }
}

/* ---- the period -------------------------------------------------------------------------------- */

CltCalendarKind
clt_calendar_sheet_get_kind (CltCalendarSheet *self)
{
  return self->kind;
}

void
clt_calendar_sheet_set_kind (CltCalendarSheet *self, CltCalendarKind kind)
{
  self->kind = kind;
  if (kind == CLT_CALENDAR_YEAR)
    self->selected = 0;
  else if (self->selected == 0)
    {
      const CltTimetableEntry *entry = find_under_cursor (self);

      self->selected = entry == NULL ? 0 : entry->id;
    }
  g_signal_emit (self, signals[CHANGED], 0);
  g_signal_emit (self, signals[MOVED], 0);
}

static CltDay
get_monday (CltDay day)
{
  return day - clt_day_get_weekday (day) + 1;
}

void
clt_calendar_sheet_get_subject (CltCalendarSheet *self, CltDay *from, CltDay *to)
{
  int year, month, day;

  switch (self->kind)
    {
    case CLT_CALENDAR_MONTH:
      *from = clt_month_first_day (clt_day_get_month (self->day));
      *to = clt_month_last_day (clt_day_get_month (self->day));
      break;
    case CLT_CALENDAR_YEAR:
      clt_day_get_ymd (self->day, &year, &month, &day);
      *from = clt_day_from_ymd (year, 1, 1);
      *to = clt_day_from_ymd (year, 12, 31);
      break;
    case CLT_CALENDAR_WEEK:
    default:
      *from = get_monday (self->day);
      *to = *from + DAYS_A_WEEK - 1;
      break;
    }
}

void
clt_calendar_sheet_get_period (CltCalendarSheet *self, CltDay *from, CltDay *to)
{
  clt_calendar_sheet_get_subject (self, from, to);
  if (self->kind == CLT_CALENDAR_MONTH)
    {
      *from = get_monday (*from);
      *to = get_monday (*to) + DAYS_A_WEEK - 1;
    }
}

char *
clt_calendar_sheet_dup_title (CltCalendarSheet *self)
{
  int year, month, day, other_year, other_month, other_day;
  CltDay from, to;

  clt_calendar_sheet_get_subject (self, &from, &to);
  clt_day_get_ymd (from, &year, &month, &day);
  clt_day_get_ymd (to, &other_year, &other_month, &other_day);
  if (self->kind == CLT_CALENDAR_YEAR)
    /* Translators: a year as title of a calendar. */
    return g_strdup_printf (C_ ("calendar", "%d"), year);
  if (self->kind == CLT_CALENDAR_MONTH)
    /* Translators: year and month as title of a calendar: 2026-11. */
    return g_strdup_printf (C_ ("calendar", "%d-%02d"), year, month);
  /* Translators: first and last day of a week: year, month, day, month, day. */
  return g_strdup_printf (C_ ("calendar", "%d-%02d-%02d to %02d-%02d"), year, month, day,
                          other_month, other_day);
}

void
clt_calendar_sheet_turn (CltCalendarSheet *self, int pages)
{
  CltDay day = self->day;

  if (self->kind == CLT_CALENDAR_WEEK)
    day += pages * DAYS_A_WEEK;
  else
    day = clt_day_add_months (day, self->kind == CLT_CALENDAR_YEAR ? pages * 12 : pages);
  clt_calendar_sheet_go (self, day, self->minute);
}

guint
clt_calendar_sheet_get_level (CltCalendarSheet *self)
{
  return self->level;
}

void
clt_calendar_sheet_set_level (CltCalendarSheet *self, guint level)
{
  if (self->level == level)
    return;
  self->level = level;
  g_signal_emit (self, signals[CHANGED], 0);
  g_signal_emit (self, signals[MOVED], 0);
}

/* ---- the cursor -------------------------------------------------------------------------------- */

CltDay
clt_calendar_sheet_get_day (CltCalendarSheet *self)
{
  return self->day;
}

int
clt_calendar_sheet_get_minute (CltCalendarSheet *self)
{
  return self->minute;
}

const CltTimetableEntry *
clt_calendar_sheet_get_selected (CltCalendarSheet *self)
{
  return clt_calendar_sheet_find (self, self->selected);
}

/* A week has hours; in a month one goes from day to day. */
static void
place_cursor (CltCalendarSheet *self, CltDay day, int minute)
{
  int open, close;

  self->day = day;
  clt_calendar_sheet_get_hours (self, &open, &close);
  self->minute = CLAMP (minute, open, close - CLT_CALENDAR_SLOT);
}

void
clt_calendar_sheet_go (CltCalendarSheet *self, CltDay day, int minute)
{
  const CltTimetableEntry *entry;

  place_cursor (self, day, minute / CLT_CALENDAR_SLOT * CLT_CALENDAR_SLOT);
  entry = find_under_cursor (self);
  self->selected = entry == NULL ? 0 : entry->id;
  g_signal_emit (self, signals[CHANGED], 0);
  g_signal_emit (self, signals[MOVED], 0);
}

/* The day of @entry that is nearest to the cursor, of those that are shown. */
static CltDay
find_day (CltCalendarSheet *self, const CltTimetableEntry *entry)
{
  CltDay first = clt_instant_get_day (entry->starts), last = clt_instant_get_day (entry->ends - 1);
  CltDay from, to;

  clt_calendar_sheet_get_subject (self, &from, &to);
  if (clt_timetable_entry_touches (entry, from, to))
    {
      first = MAX (first, from);
      last = MIN (last, to);
    }
  return CLAMP (self->day, first, last);
}

void
clt_calendar_sheet_select (CltCalendarSheet *self, gint64 id)
{
  const CltTimetableEntry *entry = clt_calendar_sheet_find (self, id);

  self->selected = entry == NULL ? 0 : id;
  if (entry != NULL && entry->untimed)
    place_cursor (self, find_day (self, entry), self->minute);
  else if (entry != NULL)
    place_cursor (self, clt_instant_get_day (entry->starts),
                  get_minute_of_day (entry->starts) / CLT_CALENDAR_SLOT * CLT_CALENDAR_SLOT);
  g_signal_emit (self, signals[CHANGED], 0);
  g_signal_emit (self, signals[MOVED], 0);
}

void
clt_calendar_sheet_await (CltCalendarSheet *self, gint64 id, gint64 starts)
{
  const CltTimetableEntry *entry = clt_calendar_sheet_find (self, id);

  clt_calendar_sheet_go (self, clt_instant_get_day (starts), get_minute_of_day (starts));
  self->awaited_starts = starts;
  if (entry != NULL && entry->starts == starts)
    clt_calendar_sheet_select (self, id);
  else
    self->awaited = id;
}

/* Another session that goes on beside the selected one, to its right or left. */
static const CltTimetableEntry *
find_beside (CltCalendarSheet *self, const CltTimetableEntry *selected, int right)
{
  guint index;

  if (selected == NULL || selected->untimed || !g_ptr_array_find (self->entries, selected, &index))
    return NULL;
  for (int i = (int) index + right; i >= 0 && i < (int) self->entries->len; i += right)
    {
      const CltTimetableEntry *entry = self->entries->pdata[i];

      if (!entry->untimed && entry->starts < selected->ends && entry->ends > selected->starts)
        return entry;
    }
  return NULL;
}

/* Sessions without a time stand above the hours: from the first of these one goes up into them, from
 * the last of them down. (nullable) */
static const CltTimetableEntry *
find_above (CltCalendarSheet *self, const CltTimetableEntry *selected, int down)
{
  const CltTimetableEntry *found = NULL;
  gboolean passed = FALSE;

  for (guint i = 0; i < self->entries->len; i++)
    {
      const CltTimetableEntry *entry = self->entries->pdata[i];

      if (!entry->untimed || !clt_timetable_entry_touches (entry, self->day, self->day))
        continue;
      if (passed)
        return entry;
      if (entry == selected && down < 0)
        return found;
      passed = entry == selected;
      found = entry;
    }
  return selected == NULL && down < 0 ? found : NULL;
}

/* Returns: FALSE: what is there goes by the hour. */
static gboolean
step_above (CltCalendarSheet *self, int right, int down)
{
  const CltTimetableEntry *selected = clt_calendar_sheet_get_selected (self), *next;
  int open, close;

  clt_calendar_sheet_get_hours (self, &open, &close);
  if (selected != NULL && !selected->untimed)
    selected = NULL;
  if (selected == NULL && (down >= 0 || self->minute > open))
    return FALSE;
  next = down == 0 ? NULL : find_above (self, selected, down);
  if (next != NULL)
    clt_calendar_sheet_select (self, next->id);
  else if (selected != NULL && down >= 0)
    clt_calendar_sheet_go (self, self->day + right, down > 0 ? open : self->minute);
  return selected != NULL || next != NULL;
}

static void
step_in_week (CltCalendarSheet *self, int right, int down)
{
  const CltTimetableEntry *selected = clt_calendar_sheet_get_selected (self);
  const CltTimetableEntry *beside = right == 0 ? NULL : find_beside (self, selected, right);
  int minute = self->minute + down * CLT_CALENDAR_SLOT;

  if (beside != NULL)
    {
      clt_calendar_sheet_select (self, beside->id);
      return;
    }
  if (selected != NULL && down > 0)
    minute = (get_minute_of_day (selected->ends - 1) / CLT_CALENDAR_SLOT + 1) * CLT_CALENDAR_SLOT;
  clt_calendar_sheet_go (self, self->day + right, minute);
}

void
clt_calendar_sheet_step (CltCalendarSheet *self, int right, int down)
{
  if (self->kind == CLT_CALENDAR_WEEK && !step_above (self, right, down))
    step_in_week (self, right, down);
  else if (self->kind == CLT_CALENDAR_MONTH)
    clt_calendar_sheet_go (self, self->day + right + DAYS_A_WEEK * down, self->minute);
}

static gboolean
is_shown (CltCalendarSheet *self, const CltTimetableEntry *entry)
{
  CltDay from, to;

  clt_calendar_sheet_get_period (self, &from, &to);
  return clt_timetable_entry_touches (entry, from, to);
}

/* In a month what goes on on the day of the cursor is ahead of it. */
static gboolean
begins_before (CltCalendarSheet *self, const CltTimetableEntry *entry, gint64 here)
{
  return entry->starts < here && (self->kind == CLT_CALENDAR_WEEK ||
                                  !clt_timetable_entry_touches (entry, self->day, self->day));
}

/* The next one from @i on that is shown; -1: none. */
static int
find_shown (CltCalendarSheet *self, int i, int step)
{
  for (; i >= 0 && i < (int) self->entries->len; i += step)
    if (is_shown (self, self->entries->pdata[i]))
      return i;
  return -1;
}

/* Whoever is on none comes to one, wherever he is among them; from the last one Tab leaves. */
gboolean
clt_calendar_sheet_step_session (CltCalendarSheet *self, gboolean back)
{
  const CltTimetableEntry *selected = clt_calendar_sheet_get_selected (self);
  gint64 here = clt_day_get_instant (self->day, self->kind == CLT_CALENDAR_WEEK ? self->minute : 0);
  int n = (int) self->entries->len, step = back ? -1 : 1, i;
  guint at = 0;

  if (selected != NULL && g_ptr_array_find (self->entries, selected, &at))
    i = find_shown (self, (int) at + step, step);
  else
    {
      while ((int) at < n && begins_before (self, self->entries->pdata[at], here))
        at++;
      i = find_shown (self, back ? (int) at - 1 : (int) at, step);
      if (i < 0)
        i = find_shown (self, back ? n - 1 : 0, step);
    }
  if (i < 0)
    return FALSE;
  clt_calendar_sheet_select (self, ((CltTimetableEntry *) self->entries->pdata[i])->id);
  return TRUE;
}

/* A level in a month, and what is held of it there. */
static char *
describe_month (CltCalendarSheet *self)
{
  const int month = clt_day_get_month (self->day);
  /* Translators: year and month as title of a calendar: 2026-11. */
  g_autofree char *when = g_strdup_printf (C_ ("calendar", "%d-%02d"), month / 12, month % 12 + 1);
  g_autofree char *held = NULL;

  if (self->table == NULL || self->level >= self->table->levels->len)
    /* Translators: a month. */
    return g_strdup_printf (_ ("%s: Enter shows the month"), when);
  held = clt_timetable_list_month (self->table, self->level, month, TRUE);
  /* Translators: a level of courses; a month; what is held then. */
  return g_strdup_printf (_ ("%s · %s · %s: Enter shows the month"),
                          (char *) self->table->levels->pdata[self->level], when,
                          *held == '\0' ? _ ("nothing planned") : held);
}

static char *
describe_day (CltCalendarSheet *self)
{
  g_autofree char *day = clt_day_format (self->day);
  const char *holiday =
    self->table == NULL ? NULL : clt_timetable_get_holiday (self->table, self->day);
  guint n = 0;

  for (guint i = 0; i < self->entries->len; i++)
    n += clt_timetable_entry_touches (self->entries->pdata[i], self->day, self->day);
  if (self->kind == CLT_CALENDAR_YEAR)
    return describe_month (self);
  if (holiday != NULL)
    /* Translators: a day; the name of a holiday. */
    return g_strdup_printf (_ ("%s · %s"), day, holiday);
  if (self->table != NULL &&
      clt_timetable_get_day (self->table, self->day) == CLT_TIMETABLE_HOLIDAY)
    /* Translators: a day. */
    return g_strdup_printf (_ ("%s · public holiday"), day);
  if (self->kind == CLT_CALENDAR_WEEK)
    /* Translators: a day; a time of day: hours, minutes. */
    return g_strdup_printf (_ ("%s %02d:%02d · free: N plans a session here"), day,
                            self->minute / 60, self->minute % 60);
  if (n == 0)
    /* Translators: a day. */
    return g_strdup_printf (_ ("%s · free: N plans a session here"), day);
  /* Translators: a day; how many sessions. */
  return g_strdup_printf (ngettext ("%s · %u session: Tab goes to it",
                                    "%s · %u sessions: Tab goes to them", n),
                          day, n);
}

char *
clt_calendar_sheet_describe (CltCalendarSheet *self)
{
  const CltTimetableEntry *selected = clt_calendar_sheet_get_selected (self);

  return selected != NULL ? clt_timetable_entry_describe (selected) : describe_day (self);
}

/* ---- a move that is not kept yet --------------------------------------------------------------- */

gboolean
clt_calendar_sheet_place (CltCalendarSheet *self, gint64 id, gint64 starts, gint64 ends)
{
  const CltTimetableEntry *entry = clt_calendar_sheet_find (self, id);

  if (entry == NULL || entry->untimed || g_str_equal (entry->state, "held") ||
      ends - starts < SHORTEST * 60 ||
      clt_instant_get_day (starts) != clt_instant_get_day (ends - 1))
    return FALSE;
  self->selected = self->shifted = id;
  self->starts = starts;
  self->ends = ends;
  place_cursor (self, clt_instant_get_day (starts),
                get_minute_of_day (starts) / CLT_CALENDAR_SLOT * CLT_CALENDAR_SLOT);
  g_signal_emit (self, signals[CHANGED], 0);
  g_signal_emit (self, signals[SHIFTED], 0);
  return TRUE;
}

static gboolean
begin_shift (CltCalendarSheet *self)
{
  const CltTimetableEntry *entry = clt_calendar_sheet_get_selected (self);

  if (entry == NULL || (self->shifted != 0 && self->shifted != entry->id))
    return FALSE;
  if (self->shifted == 0)
    {
      self->starts = entry->starts;
      self->ends = entry->ends;
    }
  return TRUE;
}

gboolean
clt_calendar_sheet_shift (CltCalendarSheet *self, int days, int minutes)
{
  gint64 by = ((gint64) days * MINUTES_A_DAY + minutes) * 60;

  return begin_shift (self) &&
         clt_calendar_sheet_place (self, self->selected, self->starts + by, self->ends + by);
}

gboolean
clt_calendar_sheet_stretch (CltCalendarSheet *self, int minutes)
{
  return begin_shift (self) && clt_calendar_sheet_place (self, self->selected, self->starts,
                                                         self->ends + (gint64) minutes * 60);
}

gboolean
clt_calendar_sheet_get_shift (CltCalendarSheet *self, gint64 *id, gint64 *starts, gint64 *ends)
{
  if (self->shifted == 0)
    return FALSE;
  *id = self->shifted;
  *starts = self->starts;
  *ends = self->ends;
  return TRUE;
}

void
clt_calendar_sheet_end_shift (CltCalendarSheet *self)
{
  if (self->shifted == 0)
    return;
  self->shifted = 0;
  g_signal_emit (self, signals[CHANGED], 0);
  g_signal_emit (self, signals[SHIFTED], 0);
}

void
clt_calendar_sheet_drop (CltCalendarSheet *self)
{
  g_signal_emit (self, signals[DROPPED], 0);
}

void
clt_calendar_sheet_open (CltCalendarSheet *self)
{
  g_signal_emit (self, signals[OPENED], 0);
}

void
clt_calendar_sheet_ask (CltCalendarSheet *self, gint64 starts, gint64 ends)
{
  g_signal_emit (self, signals[ASKED], 0, starts, ends);
}

/* ---- the class ---------------------------------------------------------------------------------- */

static void
clt_calendar_sheet_finalize (GObject *object)
{
  CltCalendarSheet *self = CLT_CALENDAR_SHEET (object);

  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->drafts, g_ptr_array_unref);
  g_clear_pointer (&self->table, clt_timetable_free);
  G_OBJECT_CLASS (clt_calendar_sheet_parent_class)->finalize (object);
}

static void
clt_calendar_sheet_class_init (CltCalendarSheetClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);
  static const struct
  {
    const char *name;
    guint id;
  } plain[] = { { "changed", CHANGED },
                { "moved", MOVED },
                { "shifted", SHIFTED },
                { "dropped", DROPPED },
                { "opened", OPENED } };

  G_OBJECT_CLASS (klass)->finalize = clt_calendar_sheet_finalize;
  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    signals[plain[i].id] =
      g_signal_new (plain[i].name, type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ASKED] = g_signal_new ("asked", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 2, G_TYPE_INT64, G_TYPE_INT64);
}

static void
clt_calendar_sheet_init (CltCalendarSheet *self)
{
  self->entries = g_ptr_array_new ();
  self->day = clt_today ();
  self->minute = 16 * 60;
}

CltCalendarSheet *
clt_calendar_sheet_new (void)
{
  return g_object_new (CLT_TYPE_CALENDAR_SHEET, NULL);
}
