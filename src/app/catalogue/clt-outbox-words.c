/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/clt-outbox-words.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

guint
clt_outbox_facts_count (const CltOutboxFacts *facts, int state)
{
  guint n = 0;

  for (int i = 0; i < CLT_N_MESSAGE_STATES; i++)
    if (state < 0 ? i != CLT_MESSAGE_SENT : i == state)
      n += facts->all.n[i];
  return n;
}

guint
clt_outbox_facts_count_waiting (const CltOutboxFacts *facts)
{
  return facts->all.n[CLT_MESSAGE_QUEUED] + facts->all.n[CLT_MESSAGE_RETRY];
}

guint
clt_outbox_facts_count_texts (const CltOutboxFacts *facts)
{
  return facts->sms.n[CLT_MESSAGE_QUEUED] + facts->sms.n[CLT_MESSAGE_RETRY];
}

char *
clt_outbox_facts_dup_head (const CltOutboxFacts *facts)
{
  guint n = clt_outbox_facts_count_waiting (facts);
  g_autofree char *count = clt_count_format (n);

  if (facts->all.n[CLT_MESSAGE_UNKNOWN] > 0)
    return g_strdup_printf (ngettext ("%u message unknown, please check",
                                      "%u messages unknown, please check",
                                      facts->all.n[CLT_MESSAGE_UNKNOWN]),
                            facts->all.n[CLT_MESSAGE_UNKNOWN]);
  if (n == 0)
    return g_strdup (_ ("No message waits"));
  /* Translators: %s is a number of messages. */
  return g_strdup_printf (ngettext ("%s message waits to be sent", "%s messages wait to be sent",
                                    n),
                          count);
}

char *
clt_outbox_facts_dup_note (const CltOutboxFacts *facts, gboolean sending)
{
  guint texts = clt_outbox_facts_count_texts (facts);
  g_autofree char *next = NULL;

  if (sending)
    return g_strdup (_ ("Sending. Closing the program is safe: the message on its way is finished,"
                        " the rest waits."));
  if (*facts->paused != '\0')
    /* Translators: a person's name. */
    return g_strdup_printf (_ ("%s has paused sending; nothing goes out."), facts->paused);
  if (texts > 0 && !facts->has_web)
    return g_strdup_printf (ngettext ("%u short message waits for a file for the gateway.",
                                      "%u short messages wait for a file for the gateway.", texts),
                            texts);
  if (facts->all.n[CLT_MESSAGE_QUEUED] > 0 || facts->all.next == 0)
    return g_strdup ("");
  next = clt_instant_format (facts->all.next);
  /* Translators: an instant. */
  return g_strdup_printf (C_ ("message", "Next attempt: %s"), next);
}

const char *
clt_outbox_facts_get_lack (const CltOutboxFacts *facts)
{
  if (!facts->has_mail && !facts->has_web)
    return _ ("Neither a mail server nor an SMS gateway on the web is set up: e-mails wait, and "
              "short messages go out as a file.");
  return facts->has_mail ? NULL : _ ("No mail server is set up: e-mails wait.");
}

char *
clt_outbox_dup_outcome (const CltMailResult *sent)
{
  guint bad = sent->failed + sent->bounced;
  guint unknown = sent->unknown + sent->found;

  if (bad + unknown + sent->retry + sent->sent == 0)
    return g_strdup (_ ("Nothing is due yet"));
  if (bad + unknown + sent->retry == 0)
    return g_strdup_printf (ngettext ("%u message sent", "%u messages sent", sent->sent),
                            sent->sent);
  /* Translators: numbers of messages. */
  return g_strdup_printf (_ ("%u sent, %u to be tried again, %u refused, %u unknown"), sent->sent,
                          sent->retry, bad, unknown);
}
