/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of guests that lies at the door. */
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-mask.h"
#include "core/base/clt-text.h"
#include "core/delivery/clt-event.h"
#include "core/people/clt-staff.h"
#include "core/report/clt-paper-private.h"

static const CltFormColumn guest_columns[] = {
  { NC_ ("guest list", "No."), 0.06 },     { NC_ ("guest list", "Name"), 0.2 },
  { NC_ ("guest list", "Account"), 0.16 }, { NC_ ("guest list", "Tier"), 0.13 },
  { NC_ ("guest list", "Answer"), 0.17 },  { NC_ ("guest list", "Signature"), 0.28 },
};

/* Who has declined is not expected. */
static gboolean
is_expected (const CltEventGuest *guest)
{
  return !g_str_equal (guest->answer, "no") || guest->attended == 1;
}

static void
add_guest (CltPaperForm *sheet, const CltEventGuest *guest)
{
  g_autofree char *account = clt_mask (CLT_MASK_CARD, guest->account);
  const char *const texts[] = { guest->name, account, clt_tier_get_label (guest->tier),
                                clt_event_answer_get_label (guest->answer), "" };

  clt_paper_form_add_row (sheet, texts);
}

/* "" without a host. */
static char *
dup_host (CltConn *conn, const CltEvent *event, GError **error)
{
  g_autoptr (CltStaff) host = NULL;

  if (event->host_id == 0)
    return g_strdup ("");
  host = clt_staff_load (conn, event->host_id, error);
  return host == NULL ? NULL : g_strdup (host->name);
}

CltPaper *
clt_paper_new_guests (CltConn *conn,
                      gint64 event_id,
                      const CltExportOptions *options,
                      GError **error)
{
  g_autoptr (CltEvent) event = clt_event_load (conn, event_id, error);
  g_autoptr (GPtrArray) guests =
    event == NULL ? NULL : clt_event_get_guests (conn, event_id, error);
  g_autofree char *host = guests == NULL ? NULL : dup_host (conn, event, error);
  g_autofree char *starts = NULL, *ends = NULL;
  gboolean is_one_day;
  CltPaperForm *sheet;

  if (host == NULL)
    return NULL;
  starts = clt_instant_format (event->starts);
  ends = clt_instant_format (event->ends);
  is_one_day = strncmp (starts, ends, 11) == 0;
  sheet = clt_paper_form_new ("guest list", guest_columns, G_N_ELEMENTS (guest_columns));
  clt_paper_form_set_head (sheet,
                           /* Translators: the theme of an event. */
                           g_strdup_printf (_ ("Guests: %s"), event->theme),
                           g_strdup_printf ("%s–%s", starts, ends + (is_one_day ? 11 : 0)),
                           g_strdup (event->place), g_steal_pointer (&host));
  for (guint i = 0; i < guests->len; i++)
    if (is_expected (guests->pdata[i]))
      add_guest (sheet, guests->pdata[i]);
  return clt_paper_new_form (CLT_FORM_GUESTS, sheet, conn, options);
}
