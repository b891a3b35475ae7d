/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/catalogue/clt-gate.h"

#include "core/base/clt-i18n.h"

/* In the order in which people are told. The keys are stored in files. */
static const struct
{
  CltBlock block;
  const char *key;
  const char *label;
  const char *note;
  const char *remedy;
} blocks[] = {
  { CLT_BLOCK_REFUSED, "refused", N_ ("the client has refused it"), NC_ ("block", "refused"),
    N_ ("It may go again when he takes his refusal back: end it on his card.") },
  { CLT_BLOCK_COMPLAINT, "complaint", N_ ("a complaint of the client is open"),
    NC_ ("block", "open complaint"), N_ ("Settle the complaint first.") },
  { CLT_BLOCK_CLOSED, "closed", N_ ("the account is closed or not opened yet"),
    NC_ ("block", "closed"), N_ ("Only who has an open account on that day gets it.") },
  { CLT_BLOCK_DORMANT, "dormant", N_ ("the account is dormant"), NC_ ("block", "dormant"),
    N_ ("It may go again when the account trades, or when he asks for it.") },
  { CLT_BLOCK_NO_VERSION, "no-version", N_ ("the product is not approved on that day"),
    NC_ ("block", "not approved"), N_ ("Approve it in the catalogue first.") },
  { CLT_BLOCK_LOWEST, "lowest", N_ ("the client is of the lowest class: only R1 may be offered"),
    NC_ ("block", "R1 only"), N_ ("Choose a product of risk R1 for him.") },
  { CLT_BLOCK_RISK, "risk", N_ ("the risk is above the client’s grade"), NC_ ("block", "too risky"),
    N_ ("Choose a product that suits his grade, or assess him anew.") },
  { CLT_BLOCK_NO_GRADE, "no-grade", N_ ("the client has no risk grade"), NC_ ("block", "no grade"),
    N_ ("Assess him and note the risk grade on his card first.") },
  { CLT_BLOCK_EXPIRED_GRADE, "expired-grade", N_ ("the risk grade has expired"),
    NC_ ("block", "grade expired"),
    N_ ("Assess him anew and note the risk grade on his card first.") },
  { CLT_BLOCK_NO_CONSENT, "no-consent", N_ ("no consent to this channel"),
    NC_ ("block", "no consent"), N_ ("Choose another channel, or note his consent on his card.") },
  { CLT_BLOCK_PROSPECT, "prospect", N_ ("a prospect who has not agreed to be contacted"),
    NC_ ("block", "prospect"), N_ ("Ask him for his consent and note it on his card first.") },
  { CLT_BLOCK_LICENCE, "licence", N_ ("no adviser with a qualification number"),
    NC_ ("block", "no adviser"), N_ ("Give him an adviser who has a qualification number.") },
  { CLT_BLOCK_BANNED, "banned", N_ ("the client is excluded from this product"),
    NC_ ("block", "excluded"), N_ ("End the exception on his card first.") },
  { CLT_BLOCK_TIER, "tier", N_ ("below the product’s lowest tier"), NC_ ("block", "tier too low"),
    N_ ("Grant it to him on his card, or wait until his tier rises.") },
  { CLT_BLOCK_CHANNEL, "channel", N_ ("the product does not come this way, or no address is known"),
    NC_ ("block", "no way there"),
    N_ ("Choose another channel, or note the address on his card.") },
  { CLT_BLOCK_GAP, "gap", N_ ("contacted too recently"), NC_ ("block", "too soon"),
    N_ ("Wait until the gap between two contacts has passed; in a push a manager may set it "
        "aside.") },
};

const char *
clt_block_get_key (CltBlock block)
{
  for (guint i = 0; i < G_N_ELEMENTS (blocks); i++)
    if (blocks[i].block == block)
      return blocks[i].key;
  g_return_val_if_reached ("");
}

const char *
clt_block_get_label (CltBlock block)
{
  for (guint i = 0; i < G_N_ELEMENTS (blocks); i++)
    if (blocks[i].block == block)
      return g_dgettext (GETTEXT_PACKAGE, blocks[i].label);
  g_return_val_if_reached ("");
}

/* What a narrow column has room for. */
static const char *
get_note (CltBlock block)
{
  for (guint i = 0; i < G_N_ELEMENTS (blocks); i++)
    if (blocks[i].block == block)
      return g_dpgettext2 (GETTEXT_PACKAGE, "block", blocks[i].note);
  g_return_val_if_reached ("");
}

static char *
join (guint set, const char *separator, const char *(*name) (CltBlock))
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (blocks); i++)
    if (set & blocks[i].block)
      g_string_append_printf (text, "%s%s", text->len == 0 ? "" : separator,
                              name (blocks[i].block));
  return g_string_free (text, FALSE);
}

char *
clt_block_set_to_text (guint set)
{
  return join (set, " ", clt_block_get_key);
}

char *
clt_block_set_to_label (guint set)
{
  /* Translators: stands between two reasons. */
  return join (set, _ ("; "), clt_block_get_label);
}

char *
clt_block_set_to_note (guint set)
{
  const char *first = NULL;
  int more = -1;

  for (guint i = 0; i < G_N_ELEMENTS (blocks); i++)
    if (set & blocks[i].block)
      {
        first = first == NULL ? get_note (blocks[i].block) : first;
        more++;
      }
  if (more < 1)
    return g_strdup (first == NULL ? "" : first);
  /* Translators: a reason in a word or two, and how many more there are: “dormant +1”. */
  return g_strdup_printf (C_ ("block", "%s +%d"), first, more);
}

const char *
clt_block_set_get_remedy (guint set)
{
  for (guint i = 0; i < G_N_ELEMENTS (blocks); i++)
    if (set & blocks[i].block)
      return g_dgettext (GETTEXT_PACKAGE, blocks[i].remedy);
  return "";
}

guint
clt_block_set_from_text (const char *text)
{
  g_auto (GStrv) keys = g_strsplit (text, " ", -1);
  guint set = 0;

  for (guint i = 0; i < G_N_ELEMENTS (blocks); i++)
    if (g_strv_contains ((const char *const *) keys, blocks[i].key))
      set |= blocks[i].block;
  return set;
}
