/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/clt-version-rows.h"

#include "core/base/clt-i18n.h"

static char *
dup_subtitle (const CltVersion *version)
{
  g_autofree char *from = clt_day_format (version->valid_from);
  g_autofree char *to = clt_day_format (version->valid_to);

  if (version->state == CLT_VERSION_DRAFT)
    /* Translators: %s is the name of a person. */
    return g_strdup_printf (_ ("Draft of %s"), version->author);
  if (version->valid_to != CLT_DAY_NONE)
    /* Translators: two dates, then the persons who wrote and who approved a version. */
    return g_strdup_printf (_ ("%s to %s · written by %s, approved by %s"), from, to,
                            version->author, version->approver);
  /* Translators: a date, then the persons who wrote and who approved a version. */
  return g_strdup_printf (_ ("From %s · written by %s, approved by %s"), from, version->author,
                          version->approver);
}

static const char *
or_dash (const char *text)
{
  return text == NULL || *text == '\0' ? "–" : text;
}

static GtkWidget *
new_change_row (const CltVersionChange *change)
{
  GtkWidget *row = adw_action_row_new ();
  /* Translators: what a field held before and what it holds now. */
  g_autofree char *text =
    g_strdup_printf (C_ ("version", "%s → %s"), or_dash (change->before), or_dash (change->after));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), change->field);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  gtk_widget_add_css_class (row, "version-change");
  return row;
}

static GtkWidget *
new_note_row (const char *text)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  return row;
}

GtkWidget *
clt_version_row_new (const GPtrArray *versions, guint index)
{
  const CltVersion *version = versions->pdata[index];
  GtkWidget *row = adw_expander_row_new ();
  g_autoptr (GPtrArray) changes = NULL;
  /* Translators: %d is the number of a version. */
  g_autofree char *title = g_strdup_printf (_ ("Version %d"), version->number);
  g_autofree char *subtitle = dup_subtitle (version);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle);
  if (index + 1 >= versions->len)
    {
      adw_expander_row_add_row (ADW_EXPANDER_ROW (row), new_note_row (_ ("The first version")));
      return row;
    }
  changes = clt_version_compare (versions->pdata[index + 1], version);
  for (guint i = 0; i < changes->len; i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row), new_change_row (changes->pdata[i]));
  if (changes->len == 0)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row),
                              new_note_row (_ ("No difference to the version before")));
  return row;
}
