/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/shell/clt-offer-keeper.h"

#include "core/base/clt-i18n.h"
#include "core/training/clt-enrolment.h"

#define LOOK_SECONDS 60

static gpointer
pass_on_in_worker (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autofree CltPassedOn *passed = g_new0 (CltPassedOn, 1);

  return clt_waitlist_pass_on (conn, passed, error) ? g_steal_pointer (&passed) : NULL;
}

static char *
dup_sentence (const CltPassedOn *passed)
{
  if (passed->offered == 0)
    return g_strdup_printf (
      /* Translators: a number of offers of a seat in a session that nobody took up in time. */
      ngettext ("%u offer of a seat has run out; nobody waits for it",
                "%u offers of seats have run out; nobody waits for them", passed->expired),
      passed->expired);
  return g_strdup_printf (
    /* Translators: numbers of offers of a seat in a session: of those that nobody took up in time, and
     * of those made to whoever is next in the waiting list. */
    ngettext ("%u offer of a seat has run out; %u made to whoever waits next",
              "%u offers of seats have run out; %u made to whoever waits next", passed->expired),
    passed->expired, passed->offered);
}

static void
tell (CltDesk *desk, const CltPassedOn *passed)
{
  g_autofree char *sentence = dup_sentence (passed);

  clt_desk_tell (desk, sentence);
}

/* Who holds the file does not hold it for long: what cannot be written now is tried again. */
static void
on_store_passed_on_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltDesk) desk = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree CltPassedOn *passed = clt_store_run_finish (CLT_STORE (object), result, &error);

  if (passed != NULL && passed->expired > 0)
    tell (desk, passed);
  else if (error != NULL && !g_error_matches (error, CLT_STORE_ERROR, CLT_STORE_ERROR_BUSY) &&
           !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    clt_desk_fail (desk, error);
}

static gboolean
look (gpointer data)
{
  clt_store_run_async (clt_desk_get_store (data), CLT_STORE_WRITE, G_PRIORITY_LOW,
                       pass_on_in_worker, NULL, NULL, g_free, NULL, on_store_passed_on_cb,
                       g_object_ref (data));
  return G_SOURCE_CONTINUE;
}

void
clt_offer_keeper_follow (CltDesk *desk)
{
  g_autoptr (GSource) source = g_timeout_source_new_seconds (LOOK_SECONDS);

  /* a closure that the desk takes with it */
  g_source_set_closure (source, g_cclosure_new_object (G_CALLBACK (look), G_OBJECT (desk)));
  g_source_attach (source, NULL);
  look (desk);
}
