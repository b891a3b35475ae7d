/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/clt-matrix-sheet.h"

#include "core/base/clt-i18n.h"

#define MAX_COUNT 999

static void
row_free (gpointer data)
{
  CltMatrixRow *row = data;

  g_free (row->name);
  g_free (row->category);
  g_strfreev (row->channels);
  g_clear_pointer (&row->exceptions, g_array_unref);
  g_free (row);
}

void
clt_matrix_sheet_free (CltMatrixSheet *sheet)
{
  g_clear_pointer (&sheet->rows, g_ptr_array_unref);
  g_free (sheet);
}

/* ---- loading -------------------------------------------------------------------------------- */

static char **
dup_channels (const CltVersion *version)
{
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();

  for (guint i = 0; version != NULL && i < version->channels->len; i++)
    g_strv_builder_add (keys, ((CltProductChannel *) version->channels->pdata[i])->channel);
  return g_strv_builder_end (keys);
}

static CltMatrixRow *
row_new (const CltProduct *product, const CltMatrix *matrix)
{
  CltMatrixRow *row = g_new0 (CltMatrixRow, 1);
  const CltVersion *version = clt_product_get_version (product);

  row->product_id = product->id;
  row->name = g_strdup (version != NULL ? version->name : product->code);
  row->in_force = product->current != NULL;
  row->min_tier = version != NULL ? version->min_tier : CLT_TIER_UNRATED;
  row->minutes = version != NULL ? version->minutes : 0;
  row->cost = version != NULL ? version->cost : 0;
  row->channels = dup_channels (product->current);
  row->exceptions = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (CltTier tier = CLT_TIER_SMALL; tier < CLT_N_TIERS; tier++)
    row->kept[tier] = row->shown[tier] = *clt_matrix_get (matrix, product->id, tier);
  return row;
}

static void
add_heading (CltMatrixRow *row, const GPtrArray *categories, gint64 id)
{
  for (guint i = 0; i < categories->len; i++)
    {
      const CltCategory *category = categories->pdata[i];

      if (category->id == id)
        row->category = g_strdup (category->name);
    }
}

static gboolean
load_rows (CltConn *conn, CltMatrixSheet *sheet, GError **error)
{
  g_autoptr (CltMatrix) matrix = clt_matrix_load (conn, sheet->day, error);
  g_autoptr (GPtrArray) categories = NULL;
  g_autoptr (GPtrArray) products = NULL;
  gint64 category = 0;

  if (matrix == NULL || (categories = clt_category_list (conn, error)) == NULL ||
      (products = clt_product_list (conn, sheet->day, FALSE, error)) == NULL)
    return FALSE;
  for (guint i = 0; i < products->len; i++)
    {
      const CltProduct *product = products->pdata[i];
      CltMatrixRow *row = row_new (product, matrix);

      if (product->category_id != category)
        add_heading (row, categories, product->category_id);
      category = product->category_id;
      g_ptr_array_add (sheet->rows, row);
    }
  return TRUE;
}

static gboolean
load_exceptions (CltConn *conn, CltMatrixSheet *sheet, GError **error)
{
  g_autoptr (GPtrArray) exceptions = clt_exception_list (conn, 0, 0, sheet->day, error);

  if (exceptions == NULL)
    return FALSE;
  for (guint i = 0; i < exceptions->len; i++)
    {
      const CltException *exception = exceptions->pdata[i];

      for (guint k = 0; k < sheet->rows->len; k++)
        {
          CltMatrixRow *row = sheet->rows->pdata[k];

          if (row->product_id == exception->product_id)
            g_array_append_val (row->exceptions, exception->client_id);
        }
    }
  return TRUE;
}

gpointer
clt_matrix_sheet_load (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CltMatrixSheet) sheet = g_new0 (CltMatrixSheet, 1);

  sheet->day = *(CltDay *) data;
  sheet->rows = g_ptr_array_new_with_free_func (row_free);
  if (!load_rows (conn, sheet, error) || !load_exceptions (conn, sheet, error) ||
      !clt_matrix_base_load (conn, sheet->day, &sheet->base, error))
    return NULL;
  return g_steal_pointer (&sheet);
}

/* ---- cells ---------------------------------------------------------------------------------- */

CltMatrixRow *
clt_matrix_sheet_get_row (const CltMatrixSheet *sheet, guint row)
{
  g_return_val_if_fail (row < sheet->rows->len, NULL);

  return sheet->rows->pdata[row];
}

static gboolean
is_open (const CltMatrixRow *row, CltTier tier)
{
  return row->in_force && (row->min_tier == CLT_TIER_UNRATED || tier >= row->min_tier);
}

char *
clt_matrix_sheet_dup_refusal (const CltMatrixSheet *sheet, guint row, CltTier tier)
{
  const CltMatrixRow *line = clt_matrix_sheet_get_row (sheet, row);

  if (is_open (line, tier))
    return NULL;
  if (!line->in_force)
    /* Translators: %s is the name of a product. */
    return g_strdup_printf (_ ("“%s” is not in force on this day: approve it first."), line->name);
  /* Translators: a product and the lowest tier that may have it. */
  return g_strdup_printf (_ ("“%s” is for the tier “%s” and above."), line->name,
                          clt_tier_get_label (line->min_tier));
}

gboolean
clt_matrix_sheet_set (CltMatrixSheet *sheet, guint row, CltTier tier, const CltRight *right)
{
  CltMatrixRow *line = clt_matrix_sheet_get_row (sheet, row);

  if (!is_open (line, tier))
    return FALSE;
  line->shown[tier] = *right;
  return TRUE;
}

/* The channel after the one that the cell names; after the last one "": the order of preference. */
static const char *
next_channel (const CltMatrixRow *row, const char *channel)
{
  if (*channel == '\0')
    return row->channels[0] == NULL ? "" : g_intern_string (row->channels[0]);
  for (guint i = 0; row->channels[i] != NULL; i++)
    if (g_str_equal (row->channels[i], channel))
      return row->channels[i + 1] == NULL ? "" : g_intern_string (row->channels[i + 1]);
  return "";
}

static void
set_kind (CltRight *right, CltRightKind kind)
{
  right->kind = kind;
  right->count = 0;
  right->period = CLT_PERIOD_NONE;
  if (kind == CLT_RIGHT_NONE)
    right->channel = "";
}

static void
set_count (CltRight *right, int count, CltPeriodKind period)
{
  right->kind = CLT_RIGHT_COUNT;
  right->count = CLAMP (count, 1, MAX_COUNT);
  right->period = period;
}

static CltPeriodKind
get_period (gunichar key)
{
  switch (key)
    {
    case 'w':
      return CLT_PERIOD_WEEK;
    case 'm':
      return CLT_PERIOD_MONTH;
    case 'q':
      return CLT_PERIOD_QUARTER;
    case 'y':
      return CLT_PERIOD_YEAR;
    default:
      return CLT_PERIOD_NONE;
    }
}

static gboolean
type_number (CltRight *right, gunichar key, int *typed)
{
  CltPeriodKind period = right->kind == CLT_RIGHT_COUNT ? right->period : CLT_PERIOD_MONTH;
  int number = *typed * 10 + g_unichar_digit_value (key);

  if (number > MAX_COUNT)
    return FALSE;
  *typed = number;
  if (number == 0)
    set_kind (right, CLT_RIGHT_NONE);
  else
    set_count (right, number, period);
  return TRUE;
}

gboolean
clt_matrix_sheet_type (CltMatrixSheet *sheet, guint row, CltTier tier, gunichar key, int *typed)
{
  const CltMatrixRow *line = clt_matrix_sheet_get_row (sheet, row);
  CltRight right = line->shown[tier];
  CltPeriodKind period = get_period (key);

  if (g_unichar_isdigit (key))
    {
      if (!type_number (&right, key, typed))
        return FALSE;
      return clt_matrix_sheet_set (sheet, row, tier, &right);
    }
  if (period != CLT_PERIOD_NONE)
    set_count (&right, right.kind == CLT_RIGHT_COUNT ? right.count : 1, period);
  else if (key == 'n' || key == '-')
    set_kind (&right, CLT_RIGHT_NONE);
  else if (key == 'r')
    set_kind (&right, CLT_RIGHT_REQUEST);
  else if (key == 'u')
    set_kind (&right, CLT_RIGHT_UNLIMITED);
  else if (key == 'c' && right.kind != CLT_RIGHT_NONE)
    right.channel = next_channel (line, right.channel);
  else
    return FALSE;
  *typed = 0;
  return clt_matrix_sheet_set (sheet, row, tier, &right);
}

void
clt_matrix_sheet_fill (CltMatrixSheet *sheet,
                       guint row,
                       CltTier tier,
                       guint last_row,
                       CltTier last_tier)
{
  const CltRight right = clt_matrix_sheet_get_row (sheet, row)->shown[tier];

  for (guint i = row; i <= last_row && i < sheet->rows->len; i++)
    for (CltTier t = tier; t <= last_tier; t++)
      {
        CltRight copy = right;

        /* a channel is the product's own */
        if (i != row)
          copy.channel = "";
        clt_matrix_sheet_set (sheet, i, t, &copy);
      }
}

/* ---- the order of tiers ---------------------------------------------------------------------- */

gboolean
clt_matrix_sheet_is_inverted (const CltMatrixSheet *sheet, guint row, CltTier tier)
{
  const CltMatrixRow *line = clt_matrix_sheet_get_row (sheet, row);

  for (CltTier higher = tier + 1; higher < CLT_N_TIERS; higher++)
    if (clt_right_compare (&line->shown[higher], &line->shown[tier]) < 0)
      return TRUE;
  return FALSE;
}

void
clt_matrix_sheet_fix (CltMatrixSheet *sheet, guint row)
{
  CltMatrixRow *line = clt_matrix_sheet_get_row (sheet, row);

  for (CltTier tier = CLT_TIER_SMALL + 1; tier < CLT_N_TIERS; tier++)
    if (clt_right_compare (&line->shown[tier], &line->shown[tier - 1]) < 0)
      clt_matrix_sheet_set (sheet, row, tier, &line->shown[tier - 1]);
}

/* ---- what is not kept yet --------------------------------------------------------------------- */

gboolean
clt_matrix_sheet_is_changed (const CltMatrixSheet *sheet)
{
  for (guint i = 0; i < sheet->rows->len; i++)
    {
      const CltMatrixRow *row = sheet->rows->pdata[i];

      for (CltTier tier = CLT_TIER_SMALL; tier < CLT_N_TIERS; tier++)
        if (!clt_right_equal (&row->kept[tier], &row->shown[tier]))
          return TRUE;
    }
  return FALSE;
}

void
clt_matrix_sheet_get_cost (const CltMatrixSheet *sheet, CltMatrixCost *cost)
{
  *cost = (CltMatrixCost){ 0 };
  for (guint i = 0; i < sheet->rows->len; i++)
    {
      const CltMatrixRow *row = sheet->rows->pdata[i];

      for (CltTier tier = CLT_TIER_SMALL; tier < CLT_N_TIERS; tier++)
        {
          CltMatrixCost one;

          if (clt_right_equal (&row->kept[tier], &row->shown[tier]))
            continue;
          clt_matrix_cost (&sheet->base, &row->kept[tier], &row->shown[tier], tier, row->minutes,
                           row->cost, &one);
          cost->clients += one.clients;
          cost->minutes += one.minutes;
          cost->cost += one.cost;
        }
    }
  cost->left_minutes =
    (double) sheet->base.capacity_minutes - sheet->base.used_minutes - cost->minutes;
}

void
clt_matrix_sheet_revert (CltMatrixSheet *sheet)
{
  for (guint i = 0; i < sheet->rows->len; i++)
    {
      CltMatrixRow *row = sheet->rows->pdata[i];

      memcpy (row->shown, row->kept, sizeof row->shown);
    }
}

/* ---- keeping --------------------------------------------------------------------------------- */

typedef struct
{
  gint64 product_id;
  CltTier tier;
  CltRight right;
} Change;

struct _CltMatrixChanges
{
  CltDay day;
  GArray *cells; /* Change */
};

CltMatrixChanges *
clt_matrix_sheet_take_changes (CltMatrixSheet *sheet)
{
  CltMatrixChanges *changes = g_new0 (CltMatrixChanges, 1);
  CltMatrixCost cost;

  clt_matrix_sheet_get_cost (sheet, &cost);
  sheet->base.used_minutes += cost.minutes;
  changes->day = sheet->day;
  changes->cells = g_array_new (FALSE, FALSE, sizeof (Change));
  for (guint i = 0; i < sheet->rows->len; i++)
    {
      CltMatrixRow *row = sheet->rows->pdata[i];

      for (CltTier tier = CLT_TIER_SMALL; tier < CLT_N_TIERS; tier++)
        {
          Change change = { row->product_id, tier, row->shown[tier] };

          if (!clt_right_equal (&row->kept[tier], &row->shown[tier]))
            g_array_append_val (changes->cells, change);
        }
      memcpy (row->kept, row->shown, sizeof row->kept);
    }
  return changes;
}

void
clt_matrix_changes_free (gpointer data)
{
  CltMatrixChanges *changes = data;

  g_array_unref (changes->cells);
  g_free (changes);
}

gboolean
clt_matrix_changes_run (CltConn *conn, gpointer data, GError **error)
{
  const CltMatrixChanges *changes = data;

  for (guint i = 0; i < changes->cells->len; i++)
    {
      const Change *change = &g_array_index (changes->cells, Change, i);

      if (!clt_matrix_set (conn, change->product_id, change->tier, &change->right, changes->day,
                           error))
        return FALSE;
    }
  return TRUE;
}
