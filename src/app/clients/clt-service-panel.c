/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/clients/clt-service-panel.h"

#include "app/clients/clt-service-dialogs.h"
#include "app/widgets/clt-delivery-dialog.h"
#include "app/widgets/clt-reading.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/catalogue/clt-delivery.h"
#include "core/catalogue/clt-ledger.h"
#include "core/catalogue/clt-product.h"
#include "core/delivery/clt-push.h"

/* Debts are told back to this many past periods of each kind. */
#define PAST_PERIODS 1
/* What is due soonest stands open. */
#define MAX_OPEN 5

/* Made by a worker. */
typedef struct
{
  GPtrArray *debts;     /* CltDebt */
  GHashTable *products; /* id -> name */
  GArray *in_force;     /* gint64: products that can be granted, in the order of the catalogue */
  CltDay next;          /* of a planned delivery, CLT_DAY_NONE: none */
  gint64 next_product;
  GPtrArray *exceptions; /* CltException of today */
  GPtrArray *refusals;   /* CltRefusal of today */
} Services;

struct _CltServicePanel
{
  AdwPreferencesGroup parent_instance;

  CltDesk *desk; /* owned (nullable) */
  gint64 client_id;
  char *name;                /* owned: of the client */
  Services *services;        /* owned (nullable) */
  GCancellable *cancellable; /* owned (nullable): of the read under way */
  GPtrArray *rows;           /* owned: borrowed rows of the group */
};

G_DEFINE_FINAL_TYPE (CltServicePanel, clt_service_panel, ADW_TYPE_PREFERENCES_GROUP)

/* Reading */

static void
services_free (gpointer data)
{
  Services *services = data;

  g_clear_pointer (&services->debts, g_ptr_array_unref);
  g_clear_pointer (&services->products, g_hash_table_unref);
  g_clear_pointer (&services->in_force, g_array_unref);
  g_clear_pointer (&services->exceptions, g_ptr_array_unref);
  g_clear_pointer (&services->refusals, g_ptr_array_unref);
  g_free (services);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Services, services_free)

static gboolean
load_names (CltConn *conn, Services *services, GError **error)
{
  g_autoptr (GPtrArray) products = clt_product_list (conn, clt_today (), TRUE, error);

  services->products = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  services->in_force = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; products != NULL && i < products->len; i++)
    {
      const CltProduct *product = products->pdata[i];
      const CltVersion *version = clt_product_get_version (product);

      if (product->current != NULL)
        g_array_append_val (services->in_force, product->id);

      g_hash_table_insert (services->products, g_memdup2 (&product->id, sizeof product->id),
                           g_strdup (version != NULL ? version->name : product->code));
    }
  return products != NULL;
}

/* What can still be made good comes first, the soonest due before the rest; then what stayed open of
 * past periods; then what is not owed at all. */
static int
get_rank (const CltDebt *debt)
{
  if (debt->outstanding == 0)
    return 2;
  return debt->last >= clt_today () ? 0 : 1;
}

static int
compare_debts (gconstpointer a, gconstpointer b)
{
  const CltDebt *x = *(CltDebt *const *) a, *y = *(CltDebt *const *) b;
  int rank_x = get_rank (x), rank_y = get_rank (y);

  if (rank_x != rank_y)
    return rank_x - rank_y;
  return rank_x == 2 || x->last == y->last ? 0 : x->last < y->last ? -1 : 1;
}

static gpointer
load_in_worker (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (Services) services = g_new0 (Services, 1);
  gint64 id = *(gint64 *) data;

  services->debts = clt_ledger_of_client (conn, id, clt_today (), PAST_PERIODS, error);
  if (services->debts == NULL || !load_names (conn, services, error) ||
      !clt_push_get_next (conn, id, clt_today (), &services->next, &services->next_product, error))
    return NULL;
  services->exceptions = clt_exception_list (conn, id, 0, clt_today (), error);
  if (services->exceptions == NULL ||
      (services->refusals = clt_refusal_list (conn, id, clt_today (), error)) == NULL)
    return NULL;
  g_ptr_array_sort (services->debts, compare_debts);
  return g_steal_pointer (&services);
}

/* Recording */

static const char *
get_product (CltServicePanel *self, gint64 id)
{
  const char *name = g_hash_table_lookup (self->services->products, &id);

  return name == NULL ? "" : name;
}

static CltDeliverySubject
get_subject (CltServicePanel *self, gint64 product_id)
{
  return (CltDeliverySubject){ self->client_id, product_id, self->name,
                               get_product (self, product_id) };
}

static void
record (CltServicePanel *self, gint64 product_id)
{
  const CltDeliverySubject subject = get_subject (self, product_id);

  clt_delivery_dialog_record (GTK_WIDGET (self), self->desk, &subject);
}

static void
describe (CltServicePanel *self, gint64 product_id)
{
  const CltDeliverySubject subject = get_subject (self, product_id);

  clt_delivery_dialog_present (GTK_WIDGET (self), self->desk, &subject);
}

static void
record_product (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltServicePanel *self = CLT_SERVICE_PANEL (widget);

  if (self->services != NULL)
    record (self, g_variant_get_int64 (parameter));
}

static void
describe_product (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltServicePanel *self = CLT_SERVICE_PANEL (widget);

  if (self->services != NULL)
    describe (self, g_variant_get_int64 (parameter));
}

static void
end_exception (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltServicePanel *self = CLT_SERVICE_PANEL (widget);

  clt_service_end_exception (self->desk, g_variant_get_int64 (parameter), self->name);
}

static void
end_refusal (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltServicePanel *self = CLT_SERVICE_PANEL (widget);

  clt_service_end_refusal (self->desk, self->client_id, g_variant_get_string (parameter, NULL),
                           self->name);
}

/* A delivery of today counts for the running period: past ones cannot be made good any more. */
static const CltDebt *
find_debt (CltServicePanel *self)
{
  for (guint i = 0; self->services != NULL && i < self->services->debts->len; i++)
    {
      const CltDebt *debt = self->services->debts->pdata[i];

      if (debt->outstanding > 0 && debt->last >= clt_today ())
        return debt;
    }
  return NULL;
}

void
clt_service_panel_record (CltServicePanel *self)
{
  const CltDebt *debt = find_debt (self);

  if (debt != NULL)
    record (self, debt->product_id);
  else if (self->desk != NULL)
    clt_desk_tell (self->desk, _ ("Nothing is outstanding for this client"));
}

/* Of what is outstanding longest, else of the first product that he is promised. */
void
clt_service_panel_describe (CltServicePanel *self)
{
  const CltDebt *debt = find_debt (self);

  if (debt == NULL && self->services != NULL && self->services->debts->len > 0)
    debt = self->services->debts->pdata[0];
  if (debt != NULL)
    describe (self, debt->product_id);
  else if (self->desk != NULL)
    clt_desk_tell (self->desk, _ ("This client is promised nothing"));
}

void
clt_service_panel_grant (CltServicePanel *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  if (self->services == NULL)
    return;
  for (guint i = 0; i < self->services->in_force->len; i++)
    g_ptr_array_add (names, (gpointer) get_product (self, g_array_index (self->services->in_force,
                                                                         gint64, i)));
  g_ptr_array_add (names, NULL);
  clt_service_dialog_exception (GTK_WIDGET (self), self->desk, self->client_id, self->name,
                                self->services->in_force, (const char *const *) names->pdata);
}

void
clt_service_panel_refuse (CltServicePanel *self)
{
  if (self->services != NULL)
    clt_service_dialog_refusal (GTK_WIDGET (self), self->desk, self->client_id, self->name);
}

/* Showing */

static char *
dup_standing (const CltDebt *debt)
{
  g_autofree char *right = clt_right_format (&debt->right);
  g_autofree char *last = clt_day_format (debt->last);
  int overdue = clt_today () - debt->last;

  if (debt->right.kind != CLT_RIGHT_COUNT)
    return g_steal_pointer (&right);
  if (overdue > 0)
    /* Translators: what is promised; delivered of owed; days since the period ended. */
    return g_strdup_printf (ngettext ("%s · %d of %d delivered · %d day overdue",
                                      "%s · %d of %d delivered · %d days overdue",
                                      (gulong) overdue),
                            right, debt->delivered, debt->owed, overdue);
  /* Translators: what is promised; delivered of owed; the last day of the period. */
  return g_strdup_printf (_ ("%s · %d of %d delivered · by %s"), right, debt->delivered, debt->owed,
                          last);
}

/* Add the target of the action to what this returns. */
static GtkWidget *
new_button (const char *icon, const char *tooltip, const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip,
                                  -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static GtkWidget *
new_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *escaped = g_markup_escape_text (subtitle, -1);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
  return row;
}

static void
add_suffix (GtkWidget *row, GtkWidget *button, GVariant *target)
{
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static GtkWidget *
new_debt_row (CltServicePanel *self, const CltDebt *debt)
{
  g_autofree char *standing = dup_standing (debt);
  GtkWidget *row = new_row (get_product (self, debt->product_id), standing);

  add_suffix (row,
              new_button ("document-edit-symbolic", _ ("Record a delivery, and how it was made"),
                          "service.describe"),
              g_variant_new_int64 (debt->product_id));
  if (debt->last >= clt_today ())
    add_suffix (row,
                new_button ("object-select-symbolic", _ ("Record a delivery of today"),
                            "service.record"),
                g_variant_new_int64 (debt->product_id));
  return row;
}

static GtkWidget *
new_exception_row (CltServicePanel *self, const CltException *exception)
{
  g_autofree char *right = clt_right_format (&exception->right);
  g_autofree char *last = clt_day_format (exception->valid_to);
  g_autofree char *title =
    exception->right.kind == CLT_RIGHT_NONE
      /* Translators: %s is a product. */
      ? g_strdup_printf (_ ("Denied: %s"), get_product (self, exception->product_id))
      /* Translators: a product, and what this client alone is promised of it. */
      : g_strdup_printf (_ ("Granted: %s, %s"), get_product (self, exception->product_id), right);
  g_autofree char *subtitle =
    exception->valid_to == CLT_DAY_NONE
      ? g_strdup_printf (C_ ("exception", "%s · %s"), exception->reason, exception->who)
      /* Translators: a reason, a person, a date. */
      : g_strdup_printf (_ ("%s · %s · until %s"), exception->reason, exception->who, last);
  GtkWidget *row = new_row (title, subtitle);

  add_suffix (row,
              new_button ("window-close-symbolic", _ ("End this exception today"),
                          "service.end-exception"),
              g_variant_new_int64 (exception->id));
  return row;
}

static GtkWidget *
new_refusal_row (const CltRefusal *refusal)
{
  g_autofree char *from = clt_day_format (refusal->from);
  g_autofree char *title =
    /* Translators: %s is what the client refuses, such as “Training”. */
    g_strdup_printf (_ ("Refuses: %s"), clt_refusal_scope_get_label (refusal->scope));
  /* Translators: a date, and how the client said so. */
  g_autofree char *subtitle = g_strdup_printf (_ ("Since %s · %s"), from, refusal->source);
  GtkWidget *row = new_row (title, subtitle);

  add_suffix (row,
              new_button ("window-close-symbolic", _ ("The client takes this refusal back"),
                          "service.end-refusal"),
              g_variant_new_string (refusal->scope));
  return row;
}

static void
add_row (CltServicePanel *self, GtkWidget *row)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
clear_rows (CltServicePanel *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
}

static char *
dup_summary (CltServicePanel *self, int outstanding)
{
  g_autofree char *owed = NULL;
  g_autofree char *day = NULL;

  if (outstanding == 0)
    owed = g_strdup (_ ("Nothing is outstanding."));
  else
    /* Translators: %d is a number of deliveries. */
    owed = g_strdup_printf (ngettext ("%d delivery is outstanding.",
                                      "%d deliveries are outstanding.", (gulong) outstanding),
                            outstanding);
  if (self->services->next == CLT_DAY_NONE)
    return g_steal_pointer (&owed);
  day = clt_day_format (self->services->next);
  /* Translators: a sentence about what is outstanding; a product and a day. */
  return g_strdup_printf (_ ("%s Next: %s on %s."), owed,
                          get_product (self, self->services->next_product), day);
}

/* What is due soonest stands open, the rest below one row. */
static void
fill (CltServicePanel *self)
{
  GtkWidget *rest = adw_expander_row_new ();
  g_autofree char *title = NULL;
  g_autofree char *summary = NULL;
  guint n_rest = 0;
  int outstanding = 0;

  clear_rows (self);
  gtk_widget_set_visible (GTK_WIDGET (self), self->services->debts->len +
                                                 self->services->exceptions->len +
                                                 self->services->refusals->len >
                                               0);
  for (guint i = 0; i < self->services->refusals->len; i++)
    add_row (self, new_refusal_row (self->services->refusals->pdata[i]));
  for (guint i = 0; i < self->services->exceptions->len; i++)
    add_row (self, new_exception_row (self, self->services->exceptions->pdata[i]));
  for (guint i = 0; i < self->services->debts->len; i++)
    {
      const CltDebt *debt = self->services->debts->pdata[i];
      GtkWidget *row = new_debt_row (self, debt);

      outstanding += debt->outstanding;
      if (debt->outstanding > 0 && i < MAX_OPEN)
        add_row (self, row);
      else
        {
          adw_expander_row_add_row (ADW_EXPANDER_ROW (rest), row);
          n_rest++;
        }
    }
  /* Translators: %u is a number of service products. */
  title = g_strdup_printf (ngettext ("%u further entitlement", "%u further entitlements", n_rest),
                           n_rest);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (rest), title);
  add_row (self, rest);
  gtk_widget_set_visible (rest, n_rest > 0);
  summary = dup_summary (self, outstanding);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), summary);
}

static void
on_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltServicePanel) self = user_data;
  g_autoptr (GError) error = NULL;
  Services *services = clt_store_run_finish (CLT_STORE (object), result, &error);

  if (services == NULL || self->desk == NULL)
    {
      g_clear_pointer (&services, services_free);
      return;
    }
  g_clear_pointer (&self->services, services_free);
  self->services = services;
  fill (self);
}

void
clt_service_panel_set_client (CltServicePanel *self, CltDesk *desk, gint64 id, const char *name)
{
  g_set_object (&self->desk, desk);
  if (self->client_id != id)
    {
      g_clear_pointer (&self->services, services_free);
      gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
    }
  self->client_id = id;
  clt_set_str (&self->name, name);
  clt_reading_start (&self->cancellable);
  clt_store_run_async (clt_desk_get_store (desk), CLT_STORE_LIST, G_PRIORITY_DEFAULT,
                       load_in_worker, g_memdup2 (&id, sizeof id), g_free, services_free,
                       self->cancellable, on_loaded_cb, g_object_ref (self));
}

static void
clt_service_panel_dispose (GObject *object)
{
  CltServicePanel *self = CLT_SERVICE_PANEL (object);

  clt_reading_stop (&self->cancellable);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->services, services_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (clt_service_panel_parent_class)->dispose (object);
}

static void
clt_service_panel_class_init (CltServicePanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_service_panel_dispose;
  gtk_widget_class_install_action (widget_class, "service.record", "x", record_product);
  gtk_widget_class_install_action (widget_class, "service.describe", "x", describe_product);
  gtk_widget_class_install_action (widget_class, "service.end-exception", "x", end_exception);
  gtk_widget_class_install_action (widget_class, "service.end-refusal", "s", end_refusal);
}

static void
clt_service_panel_init (CltServicePanel *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
