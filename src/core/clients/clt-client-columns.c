/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/clients/clt-client-query.h"

#include "core/base/clt-i18n.h"

static const struct
{
  const char *name;
  const char *title;
  gboolean numeric;
} columns[CLT_N_COLUMNS] = {
  [CLT_COLUMN_NAME] = { "name", N_ ("Name"), FALSE },
  [CLT_COLUMN_ACCOUNT] = { "account", N_ ("Account"), FALSE },
  [CLT_COLUMN_TIER] = { "tier", N_ ("Tier"), FALSE },
  [CLT_COLUMN_STATUS] = { "status", N_ ("Status"), FALSE },
  [CLT_COLUMN_GRADE] = { "grade", N_ ("Risk grade"), FALSE },
  [CLT_COLUMN_EQUITY] = { "equity", N_ ("Equity (yuan)"), TRUE },
  [CLT_COLUMN_RETAINED] = { "retained", N_ ("Retained commission this year (yuan)"), TRUE },
  [CLT_COLUMN_LAST_TRADE] = { "last_trade", N_ ("Last trade"), FALSE },
  [CLT_COLUMN_SPECIALIST] = { "specialist", N_ ("Specialist"), FALSE },
  [CLT_COLUMN_ADVISER] = { "adviser", N_ ("Adviser"), FALSE },
  [CLT_COLUMN_OPENED] = { "opened", N_ ("Opened"), FALSE },
  [CLT_COLUMN_PHONE] = { "phone", N_ ("Phone"), FALSE },
  [CLT_COLUMN_BIRTHDAY] = { "birthday", N_ ("Birthday"), FALSE },
  [CLT_COLUMN_SEGMENT] = { "segment", N_ ("Segment"), FALSE },
  [CLT_COLUMN_SCORES] = { "scores", N_ ("RFM scores"), FALSE },
  [CLT_COLUMN_CONTACT] = { "last_contact", N_ ("Last contact"), FALSE },
  [CLT_COLUMN_OVERDUE] = { "contact_overdue", N_ ("Contact overdue by (trading days)"), TRUE },
};

static const struct
{
  const char *name;
  const char *label;
} statuses[] = {
  { "active", NC_ ("client status", "Active") },
  { "sleeping", NC_ ("client status", "Sleeping") },
  { "dormant", NC_ ("client status", "Dormant") },
  { "closed", NC_ ("client status", "Closed") },
  { "stage-", NC_ ("client status", "Prospect") },
  { "stage-new", NC_ ("client status", "New") },
  { "stage-contacted", NC_ ("client status", "Contacted") },
  { "stage-interested", NC_ ("client status", "Interested") },
  { "stage-simulating", NC_ ("client status", "Simulated trading") },
  { "stage-opening", NC_ ("client status", "Opening an account") },
  { "stage-won", NC_ ("client status", "Won") },
  { "stage-lost", NC_ ("client status", "Lost") },
};

const char *
clt_column_get_name (CltColumn column)
{
  g_return_val_if_fail (column < CLT_N_COLUMNS, NULL);
  return columns[column].name;
}

gboolean
clt_column_from_name (const char *name, CltColumn *column)
{
  for (guint i = 0; i < CLT_N_COLUMNS; i++)
    if (g_strcmp0 (columns[i].name, name) == 0)
      {
        *column = i;
        return TRUE;
      }
  return FALSE;
}

const char *
clt_column_get_title (CltColumn column)
{
  g_return_val_if_fail (column < CLT_N_COLUMNS, NULL);
  return g_dgettext (GETTEXT_PACKAGE, columns[column].title);
}

gboolean
clt_column_is_numeric (CltColumn column)
{
  g_return_val_if_fail (column < CLT_N_COLUMNS, FALSE);
  return columns[column].numeric;
}

guint
clt_columns_get_bits (const CltColumn *shown, guint n_shown)
{
  guint bits = 0;

  for (guint i = 0; i < n_shown; i++)
    bits |= 1u << shown[i];
  return bits;
}

const char *
clt_client_status_get_label (const char *status)
{
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (g_strcmp0 (statuses[i].name, status) == 0)
      return g_dpgettext2 (GETTEXT_PACKAGE, "client status", statuses[i].label);
  return "";
}
