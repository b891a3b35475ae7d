/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines of results as a list shows them, on the screen and on paper. */
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/training/clt-training-result.h"

static const struct
{
  const char *title;
  CltTallyFigure figure; /* CLT_N_TALLIES: none */
} columns[CLT_N_TALLY_COLUMNS] = {
  [CLT_TALLY_COLUMN_COURSE] = { NC_ ("result", "Course"), CLT_N_TALLIES },
  [CLT_TALLY_COLUMN_SESSION] = { NC_ ("result", "Session"), CLT_N_TALLIES },
  [CLT_TALLY_COLUMN_DAYS] = { NC_ ("result", "Begins"), CLT_N_TALLIES },
  [CLT_TALLY_COLUMN_REGISTERED] = { NC_ ("result", "Registered"), CLT_TALLY_REGISTERED },
  [CLT_TALLY_COLUMN_CANCELLED] = { NC_ ("result", "Cancelled"), CLT_TALLY_CANCELLED },
  [CLT_TALLY_COLUMN_ATTENDANCE] = { NC_ ("result", "Attendance"), CLT_N_TALLIES },
  [CLT_TALLY_COLUMN_DISTINCTION] = { NC_ ("result", "Distinction"), CLT_TALLY_DISTINCTION },
  [CLT_TALLY_COLUMN_PASS] = { NC_ ("result", "Pass"), CLT_TALLY_PASS },
  [CLT_TALLY_COLUMN_FAIL] = { NC_ ("result", "Fail"), CLT_TALLY_FAIL },
  [CLT_TALLY_COLUMN_WITHDRAWN] = { NC_ ("result", "Withdrawn"), CLT_TALLY_WITHDRAWN },
  [CLT_TALLY_COLUMN_COMPLETION] = { NC_ ("result", "Pass Rate"), CLT_N_TALLIES },
  [CLT_TALLY_COLUMN_GAIN] = { NC_ ("result", "Gain, Points"), CLT_N_TALLIES },
};

const char *
clt_tally_column_get_title (CltTallyColumn column)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "result", columns[column].title);
}

CltTallyFigure
clt_tally_column_get_figure (CltTallyColumn column)
{
  return columns[column].figure;
}

static char *
dup_count (int n)
{
  return n == 0 ? g_strdup ("–") : clt_count_format (n);
}

static char *
dup_session (const CltTally *tally)
{
  if (tally->session_id == CLT_TALLY_ELSEWHERE)
    return g_strdup (C_ ("result", "other"));
  return g_strdup (tally->session_id == CLT_TALLY_ALL ? C_ ("result", "All") : tally->session);
}

char *
clt_tally_dup_cell (const CltTally *tally, CltTallyColumn column)
{
  if (columns[column].figure != CLT_N_TALLIES)
    return dup_count (tally->n[columns[column].figure]);
  switch ((int) column)
    {
    case CLT_TALLY_COLUMN_COURSE:
      return tally->course_id == 0 ? g_strdup (_ ("All courses"))
                                   : g_strdup_printf ("%s %s", tally->code, tally->name);
    case CLT_TALLY_COLUMN_SESSION:
      return dup_session (tally);
    case CLT_TALLY_COLUMN_DAYS:
      return tally->first == CLT_DAY_NONE ? g_strdup ("") : clt_day_format (tally->first);
    case CLT_TALLY_COLUMN_ATTENDANCE:
      return clt_tally_format_attendance (tally);
    case CLT_TALLY_COLUMN_COMPLETION:
      return clt_tally_format_completion (tally);
    case CLT_TALLY_COLUMN_GAIN:
      return clt_tally_format_gain (tally);
    default:
      g_return_val_if_reached (NULL);
    }
}
