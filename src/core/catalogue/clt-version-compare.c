/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-product.h"

void
clt_version_change_free (CltVersionChange *change)
{
  g_free (change->field);
  g_free (change->before);
  g_free (change->after);
  g_free (change);
}

/* Takes over all three texts. Nothing is added when the two values are equal. */
static void
add (GPtrArray *changes, char *field, char *before, char *after)
{
  CltVersionChange *change = g_new0 (CltVersionChange, 1);

  change->field = field;
  change->before = before;
  change->after = after;
  if (g_str_equal (before, after))
    clt_version_change_free (change);
  else
    g_ptr_array_add (changes, change);
}

static char *
format_count (int count)
{
  return g_strdup_printf ("%d", count);
}

static char *
format_min_tier (CltTier tier)
{
  return g_strdup (tier == CLT_TIER_UNRATED ? C_ ("minimum tier", "Any")
                                            : clt_tier_get_label (tier));
}

static char *
format_channels (const CltVersion *version)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < version->channels->len; i++)
    {
      const CltProductChannel *channel = version->channels->pdata[i];

      /* Translators: separates the channels of a list. */
      g_string_append (text, i == 0 ? "" : C_ ("list of channels", ", "));
      g_string_append (text, clt_channel_get_label (channel->channel));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* (nullable) (transfer none): what stands in @lines behind the name of @line, and the name. */
static const char *
find_file (char **lines, const char *line)
{
  gsize name = strcspn (line, "\t") + 1;

  for (guint i = 0; lines[i] != NULL; i++)
    if (strncmp (lines[i], line, name) == 0)
      return lines[i];
  return NULL;
}

/* By name; where the other version has something else under the name, with what tells them apart. */
static char *
format_files (const CltVersion *version, const CltVersion *other)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (GStrv) files = g_strsplit (version->files, "\n", -1);
  g_auto (GStrv) others = g_strsplit (other->files, "\n", -1);

  for (guint i = 0; files[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (files[i], "\t", 3);
      const char *same = find_file (others, files[i]);
      g_autofree char *size = g_format_size (g_ascii_strtoull (parts[1], NULL, 10));

      g_string_append (text, i == 0 ? "" : C_ ("list of channels", ", "));
      g_string_append (text, parts[0]);
      if (same != NULL && !g_str_equal (same, files[i]))
        g_string_append_printf (text, " (%s, %.6s)", size, parts[2]);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_texts (GPtrArray *changes, const CltVersion *a, const CltVersion *b)
{
  add (changes, g_strdup (C_ ("product field", "Name")), g_strdup (a->name), g_strdup (b->name));
  add (changes, g_strdup (_ ("Description")), g_strdup (a->description), g_strdup (b->description));
  add (changes, g_strdup (_ ("Deliverable")), g_strdup (a->deliverable), g_strdup (b->deliverable));
  add (changes, g_strdup (_ ("Frequency")), g_strdup (a->frequency), g_strdup (b->frequency));
}

static void
add_facts (GPtrArray *changes, const CltVersion *a, const CltVersion *b)
{
  add (changes, g_strdup (_ ("Lead time in working days")), format_count (a->lead_days),
       format_count (b->lead_days));
  add (changes, g_strdup (_ ("Provided by")), g_strdup (clt_provider_get_label (a->provider)),
       g_strdup (clt_provider_get_label (b->provider)));
  add (changes, g_strdup (_ ("Needs a qualified adviser")),
       g_strdup (a->needs_licence ? _ ("Yes") : _ ("No")),
       g_strdup (b->needs_licence ? _ ("Yes") : _ ("No")));
  add (changes, g_strdup (_ ("Risk level")), g_strdup_printf ("R%d", a->risk),
       g_strdup_printf ("R%d", b->risk));
  add (changes, g_strdup (_ ("Minimum tier")), format_min_tier (a->min_tier),
       format_min_tier (b->min_tier));
  add (changes, g_strdup (_ ("Minutes for one delivery")), format_count (a->minutes),
       format_count (b->minutes));
  add (changes, g_strdup (_ ("Cost of one delivery")), clt_money_format (a->cost),
       clt_money_format (b->cost));
  add (changes, g_strdup (_ ("Channels")), format_channels (a), format_channels (b));
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The channels of both, each once, in an order that does not depend on which comes first. */
static GPtrArray *
join_channels (const CltVersion *a, const CltVersion *b)
{
  GPtrArray *keys = g_ptr_array_new ();

  for (guint i = 0; i < a->channels->len; i++)
    g_ptr_array_add (keys, ((CltProductChannel *) a->channels->pdata[i])->channel);
  for (guint i = 0; i < b->channels->len; i++)
    {
      const CltProductChannel *channel = b->channels->pdata[i];

      if (clt_version_find_channel (a, channel->channel) == NULL)
        g_ptr_array_add (keys, channel->channel);
    }
  g_ptr_array_sort (keys, compare_keys);
  return keys;
}

static void
add_template (GPtrArray *changes, const char *key, const CltVersion *a, const CltVersion *b)
{
  const CltProductChannel *before = clt_version_find_channel (a, key);
  const CltProductChannel *after = clt_version_find_channel (b, key);
  const char *label = clt_channel_get_label (key);
  const char *subject_before = before == NULL || before->subject == NULL ? "" : before->subject;
  const char *subject_after = after == NULL || after->subject == NULL ? "" : after->subject;
  const char *body_before = before == NULL || before->body == NULL ? "" : before->body;
  const char *body_after = after == NULL || after->body == NULL ? "" : after->body;

  /* Translators: %s is the name of a channel. */
  add (changes, g_strdup_printf (_ ("Subject (%s)"), label), g_strdup (subject_before),
       g_strdup (subject_after));
  /* Translators: %s is the name of a channel. */
  add (changes, g_strdup_printf (_ ("Template (%s)"), label), g_strdup (body_before),
       g_strdup (body_after));
}

GPtrArray *
clt_version_compare (const CltVersion *before, const CltVersion *after)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func ((GDestroyNotify) clt_version_change_free);
  g_autoptr (GPtrArray) keys = join_channels (before, after);

  add_texts (changes, before, after);
  add_facts (changes, before, after);
  for (guint i = 0; i < keys->len; i++)
    add_template (changes, keys->pdata[i], before, after);
  add (changes, g_strdup (_ ("Attachments")), format_files (before, after),
       format_files (after, before));
  return changes;
}
