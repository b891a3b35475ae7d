/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The published lists of holidays, of folder $CLT_TEST_DATA. */

#include "core/calendar/clt-agenda.h"

/* Inside an action. */
static inline void
take_holidays (CltConn *conn, int year)
{
  const CltAgendaTarget everybody = { .holiday = TRUE };
  g_autofree char *name = g_strdup_printf ("%d.ics", year);
  g_autofree char *path =
    g_build_filename (g_getenv ("CLT_TEST_DATA"), "ics", "holiday_cn", name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_file_load_bytes (file, NULL, NULL, &error);
  g_autoptr (CltIcs) ics = NULL;
  CltAgendaChange change;

  g_assert_no_error (error);
  ics = clt_ics_read (bytes, &error);
  g_assert_no_error (error);
  clt_agenda_take (conn, name, ics->entries, &everybody, &change, &error);
  g_assert_no_error (error);
}
