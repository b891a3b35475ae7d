/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/clt-version-rows.h"

#include "app/widgets/clt-change-row.h"
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

GtkWidget *
clt_version_row_new (const GPtrArray *versions, guint index)
{
  const CltVersion *version = versions->pdata[index];
  g_autoptr (GPtrArray) changes = NULL;
  /* Translators: %d is the number of a version. */
  g_autofree char *title = g_strdup_printf (_ ("Version %d"), version->number);
  g_autofree char *subtitle = dup_subtitle (version);

  if (index + 1 < versions->len)
    changes = clt_version_compare (versions->pdata[index + 1], version);
  return clt_change_row_new (title, subtitle, changes);
}
