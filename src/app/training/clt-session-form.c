/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/training/clt-session-form.h"

#include <string.h>

#include "app/widgets/clt-problem.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/people/clt-staff.h"
#include "core/training/clt-course.h"
#include "core/training/clt-lecturer.h"
#include "core/training/clt-room.h"

#define CHECK_DELAY 150 /* ms after the last change */
#define MAX_SLOTS 5

enum
{
  ROW_COURSE,
  ROW_METHOD,
  ROW_DAY,
  ROW_TIME,
  ROW_MINUTES,
  ROW_REPEAT,
  ROW_EVERY,
  ROW_TIMES,
  ROW_ROOM,
  ROW_LECTURER,
  ROW_ADVISER,
  ROW_LINK,
  ROW_SEATS,
  ROW_ONLINE,
  ROW_TIER,
  ROW_AUDIENCE,
  ROW_COST,
  ROW_NOTE,
  N_ROWS
};

enum
{
  GROUP_COURSE,
  GROUP_WHEN,
  GROUP_WHERE,
  GROUP_SEATS,
  N_GROUPS
};

enum
{
  KEPT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const struct
{
  const char *title;
  int group;
  gboolean choice;
} layout[N_ROWS] = {
  [ROW_COURSE] = { N_ ("_Course"), GROUP_COURSE, TRUE },
  [ROW_METHOD] = { N_ ("_Method"), GROUP_COURSE, TRUE },
  [ROW_DAY] = { N_ ("_Day"), GROUP_WHEN, FALSE },
  [ROW_TIME] = { N_ ("_Begins"), GROUP_WHEN, FALSE },
  [ROW_MINUTES] = { N_ ("Length in M_inutes"), GROUP_WHEN, FALSE },
  [ROW_REPEAT] = { N_ ("_Repeat"), GROUP_WHEN, TRUE },
  [ROW_EVERY] = { N_ ("Every N-_th"), GROUP_WHEN, FALSE },
  [ROW_TIMES] = { N_ ("How Often More, or _until Which Day"), GROUP_WHEN, FALSE },
  [ROW_ROOM] = { N_ ("R_oom"), GROUP_WHERE, TRUE },
  [ROW_LECTURER] = { N_ ("_Lecturer"), GROUP_WHERE, TRUE },
  [ROW_ADVISER] = { N_ ("_Adviser beside"), GROUP_WHERE, TRUE },
  [ROW_LINK] = { N_ ("Online Lin_k"), GROUP_WHERE, FALSE },
  [ROW_SEATS] = { N_ ("_Seats in the Room"), GROUP_SEATS, FALSE },
  [ROW_ONLINE] = { N_ ("Seats _Online (Empty: Not Limited)"), GROUP_SEATS, FALSE },
  [ROW_TIER] = { N_ ("Lowest _Tier"), GROUP_SEATS, TRUE },
  [ROW_AUDIENCE] = { N_ ("Audience _Filter"), GROUP_SEATS, FALSE },
  [ROW_COST] = { N_ ("Other Cost, _Yuan"), GROUP_SEATS, FALSE },
  [ROW_NOTE] = { N_ ("_Note"), GROUP_SEATS, FALSE },
};

struct _CltSessionForm
{
  AdwWindow parent_instance;

  CltDesk *desk;              /* owned */
  GCancellable *cancellable;  /* owned: of the check under way */
  CltMeetingChoices *choices; /* owned (nullable): until they are read */
  CltMeetingCheck *check;     /* owned (nullable) */
  guint check_source;
  gboolean filling;
  GtkWidget *rows[N_ROWS]; /* borrowed */
  GPtrArray *spins;        /* owned: of borrowed GtkSpinButton, one for each kind of equipment */

  GtkLabel *heading_label;
  GtkStack *stack;
  AdwPreferencesGroup *groups[N_GROUPS];
  AdwExpanderRow *equipment_row;
  GtkLabel *verdict_label;
  GtkListBox *clash_list;
  GtkListBox *slot_list;
  GtkLabel *error_label;
  GtkButton *save_button;
  GtkButton *publish_button;
};

G_DEFINE_FINAL_TYPE (CltSessionForm, clt_session_form, ADW_TYPE_WINDOW)

/* ---- rows --------------------------------------------------------------------------------------- */

static const char *
get_text (CltSessionForm *self, int row)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->rows[row]));
}

static guint
get_choice (CltSessionForm *self, int row)
{
  return adw_combo_row_get_selected (ADW_COMBO_ROW (self->rows[row]));
}

static void
set_number (CltSessionForm *self, int row, gint64 number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  gtk_editable_set_text (GTK_EDITABLE (self->rows[row]), text);
}

static void
set_choices (CltSessionForm *self, int row, GtkStringList *labels, guint selected)
{
  adw_combo_row_set_model (ADW_COMBO_ROW (self->rows[row]), G_LIST_MODEL (labels));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->rows[row]), selected);
}

static const CltCourse *
get_course (CltSessionForm *self)
{
  guint index = get_choice (self, ROW_COURSE);

  return index < self->choices->courses->len ? self->choices->courses->pdata[index] : NULL;
}

/* All records begin with their id; "none" comes first. */
static gint64
get_id (CltSessionForm *self, int row, const GPtrArray *list)
{
  guint index = get_choice (self, row);

  return index == 0 || index > list->len ? 0 : *(gint64 *) list->pdata[index - 1];
}

static guint
find_id (const GPtrArray *list, gint64 id)
{
  for (guint i = 0; i < list->len; i++)
    if (*(gint64 *) list->pdata[i] == id)
      return i + 1;
  return 0;
}

/* ---- what is filled in --------------------------------------------------------------------------- */

static gboolean
refuse (CltSessionForm *self, int row, const char *sentence)
{
  gtk_label_set_label (self->error_label, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), sentence != NULL);
  for (int i = 0; i < N_ROWS; i++)
    gtk_widget_remove_css_class (self->rows[i], "error");
  if (sentence != NULL && row >= 0)
    gtk_widget_add_css_class (self->rows[row], "error");
  return sentence == NULL;
}

static gboolean
read_number (CltSessionForm *self, int row, int least, int most, int *number)
{
  const char *text = get_text (self, row);
  g_autofree char *sentence = NULL;
  gint64 value;

  if (g_ascii_string_to_signed (text, 10, least, most, &value, NULL))
    {
      *number = (int) value;
      return TRUE;
    }
  /* Translators: what was typed; the least and the greatest number. */
  sentence = g_strdup_printf (_ ("“%s” is not a number from %d to %d."), text, least, most);
  return refuse (self, row, sentence);
}

static gboolean
read_when (CltSessionForm *self, CltMeetingDraft *draft)
{
  const char *day_text = get_text (self, ROW_DAY), *time = get_text (self, ROW_TIME);
  g_autofree char *instant = g_strdup_printf ("%s %s", day_text, time);
  g_autofree char *sentence = NULL;
  int minutes;
  CltDay day;

  if (!clt_day_parse (day_text, &day))
    {
      /* Translators: %s is what was typed. */
      sentence = g_strdup_printf (_ ("“%s” is not a date. Write it like 2026-11-18."), day_text);
      return refuse (self, ROW_DAY, sentence);
    }
  if (!clt_instant_parse (instant, &draft->meeting->starts))
    {
      /* Translators: %s is what was typed. */
      sentence = g_strdup_printf (_ ("“%s” is no time of day. Write it like 16:30."), time);
      return refuse (self, ROW_TIME, sentence);
    }
  if (!read_number (self, ROW_MINUTES, 5, 720, &minutes))
    return FALSE;
  draft->meeting->ends = draft->meeting->starts + minutes * 60;
  return TRUE;
}

static gboolean
read_repeat (CltSessionForm *self, CltMeetingDraft *draft)
{
  CltDay until;

  draft->repeat = (CltDraftRepeat) get_choice (self, ROW_REPEAT);
  if (draft->repeat == CLT_DRAFT_ONCE)
    return TRUE;
  if (!read_number (self, ROW_EVERY, 1, 60, &draft->every))
    return FALSE;
  draft->until = CLT_DAY_NONE;
  if (strlen (get_text (self, ROW_TIMES)) > 4 && clt_day_parse (get_text (self, ROW_TIMES), &until))
    {
      draft->until = until;
      return TRUE;
    }
  return read_number (self, ROW_TIMES, 1, 200, &draft->count);
}

static gboolean
read_seats (CltSessionForm *self, CltSession *session)
{
  const char *cost = get_text (self, ROW_COST);

  session->online_seats = -1;
  if (!read_number (self, ROW_SEATS, 0, 100000, &session->seats) ||
      (*get_text (self, ROW_ONLINE) != '\0' &&
       !read_number (self, ROW_ONLINE, -1, 1000000, &session->online_seats)))
    return FALSE;
  if (clt_value_parse_money (cost, strlen (cost), &session->cost) != CLT_VALUE_OK)
    return refuse (self, ROW_COST, _ ("The cost is no amount of money."));
  return TRUE;
}

static void
read_equipment (CltSessionForm *self, GArray *equipment)
{
  g_array_set_size (equipment, 0);
  for (guint i = 0; i < self->spins->len; i++)
    {
      const CltEquipment *kind = self->choices->equipment->pdata[i];
      CltEquipmentUse use = { kind->id, gtk_spin_button_get_value_as_int (self->spins->pdata[i]) };

      if (use.quantity > 0)
        g_array_append_val (equipment, use);
    }
}

/* What the rows say; FALSE: something that cannot be, which is told. */
static gboolean
read_rows (CltSessionForm *self, CltMeetingDraft *draft)
{
  const CltCourse *course = get_course (self);
  CltSession *session = draft->session;

  refuse (self, -1, NULL);
  if (course == NULL)
    return refuse (self, ROW_COURSE, _ ("There is no course yet that could be held."));
  session->course_id = course->id;
  clt_set_str (&session->course_code, course->code);
  clt_set_str (&session->method, clt_course_methods[get_choice (self, ROW_METHOD)]);
  session->adviser_id = get_id (self, ROW_ADVISER, self->choices->staff);
  session->min_tier = (CltTier) get_choice (self, ROW_TIER);
  clt_set_str (&session->audience, get_text (self, ROW_AUDIENCE));
  clt_set_str (&session->note, get_text (self, ROW_NOTE));
  clt_set_str (&draft->meeting->link, get_text (self, ROW_LINK));
  draft->meeting->room_id = get_id (self, ROW_ROOM, self->choices->rooms);
  draft->lecturer_id = get_id (self, ROW_LECTURER, self->choices->lecturers);
  read_equipment (self, draft->meeting->equipment);
  return read_when (self, draft) && read_repeat (self, draft) && read_seats (self, session);
}

/* ---- clashes and free times ------------------------------------------------------------------------ */

static void
clear_list (GtkListBox *list)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, child);
}

static GtkWidget *
new_line (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  return label;
}

static void
add_clash (CltSessionForm *self, const CltClash *clash)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *icon = gtk_image_new_from_icon_name (clash->hard ? "dialog-error-symbolic"
                                                              : "dialog-warning-symbolic");

  gtk_widget_add_css_class (icon, clash->hard ? "error" : "warning");
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), new_line (clash->text));
  gtk_widget_add_css_class (box, "field-problem");
  gtk_list_box_append (self->clash_list, box);
}

static void
add_slot (CltSessionForm *self, const CltSlot *slot, guint index)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  g_autofree char *starts = clt_instant_format (slot->starts);
  g_autofree char *ends = clt_instant_format (slot->ends);
  g_autofree char *when = g_strdup_printf ("%s–%s", starts, ends + strlen ("2026-11-18 "));
  g_autofree char *key = gtk_accelerator_get_label (GDK_KEY_1 + index, GDK_ALT_MASK);
  GtkWidget *label = new_line (when), *hint = gtk_label_new (key);

  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (hint, "dim-label");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), hint);
  gtk_widget_add_css_class (box, "field-problem");
  gtk_list_box_append (self->slot_list, box);
}

static guint
count_hard (const CltMeetingCheck *check)
{
  guint n = 0;

  for (guint i = 0; check != NULL && i < check->clashes->len; i++)
    n += ((CltClash *) check->clashes->pdata[i])->hard;
  return n;
}

static void
show_verdict (CltSessionForm *self)
{
  const CltMeetingDraft *draft = self->choices->draft;
  guint hard = count_hard (self->check);
  gboolean planned = g_str_equal (draft->session->state, "planned");
  const char *text = _ ("Nothing stands against it.");

  if (hard > 0 && planned)
    text = _ ("It cannot be published like this. It can be kept as planned, and changed later.");
  else if (hard > 0)
    text = _ ("It cannot be kept like this: clients rely on this session.");
  else if (self->check != NULL && self->check->clashes->len > 0)
    text = _ ("It can be held; better not at this time.");
  gtk_label_set_label (self->verdict_label, text);
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button),
                            self->check != NULL && (hard == 0 || planned));
  gtk_widget_set_visible (GTK_WIDGET (self->publish_button), planned);
  gtk_widget_set_sensitive (GTK_WIDGET (self->publish_button), self->check != NULL && hard == 0);
}

static void
show_check (CltSessionForm *self)
{
  clear_list (self->clash_list);
  clear_list (self->slot_list);
  for (guint i = 0; i < self->check->clashes->len; i++)
    add_clash (self, self->check->clashes->pdata[i]);
  for (guint i = 0; i < MIN (self->check->slots->len, MAX_SLOTS); i++)
    add_slot (self, &g_array_index (self->check->slots, CltSlot, i), i);
  gtk_widget_set_visible (GTK_WIDGET (self->clash_list), self->check->clashes->len > 0);
  show_verdict (self);
}

static void
on_checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltSessionForm) self = user_data;
  g_autoptr (GError) error = NULL;
  CltMeetingCheck *check = clt_store_run_finish (CLT_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->choices == NULL)
    {
      g_clear_pointer (&check, clt_meeting_check_free);
      return;
    }
  if (check == NULL)
    {
      g_autofree char *sentence = clt_problem_dup_sentence (error);

      refuse (self, -1, sentence);
      return;
    }
  g_clear_pointer (&self->check, clt_meeting_check_free);
  self->check = check;
  show_check (self);
}

static void
stop_check (CltSessionForm *self)
{
  g_clear_handle_id (&self->check_source, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static gboolean
on_check_due_cb (gpointer user_data)
{
  CltSessionForm *self = user_data;

  self->check_source = 0;
  if (!read_rows (self, self->choices->draft))
    return G_SOURCE_REMOVE;
  self->cancellable = g_cancellable_new ();
  clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_LIST, G_PRIORITY_DEFAULT,
                       clt_meeting_draft_check, clt_meeting_draft_copy (self->choices->draft),
                       (GDestroyNotify) clt_meeting_draft_free, clt_meeting_check_free,
                       self->cancellable, on_checked_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/* Until it has been checked, nothing is kept. */
static void
on_changed_cb (CltSessionForm *self)
{
  gboolean repeated;

  if (self->filling || self->choices == NULL)
    return;
  repeated = get_choice (self, ROW_REPEAT) != CLT_DRAFT_ONCE;
  gtk_widget_set_visible (self->rows[ROW_EVERY], repeated);
  gtk_widget_set_visible (self->rows[ROW_TIMES], repeated);
  stop_check (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->publish_button), FALSE);
  self->check_source = g_timeout_add (CHECK_DELAY, on_check_due_cb, self);
}

/* ---- filling -------------------------------------------------------------------------------------- */

static void
show_when (CltSessionForm *self, const CltMeeting *meeting)
{
  g_autofree char *day = clt_day_format (clt_instant_get_day (meeting->starts));
  g_autofree char *starts = clt_instant_format (meeting->starts);

  gtk_editable_set_text (GTK_EDITABLE (self->rows[ROW_DAY]), day);
  gtk_editable_set_text (GTK_EDITABLE (self->rows[ROW_TIME]), starts + strlen ("2026-11-18 "));
  set_number (self, ROW_MINUTES, (meeting->ends - meeting->starts) / 60);
}

static void
take_slot (CltSessionForm *self, guint index)
{
  const CltSlot *slot;
  CltMeeting moved = { 0 };

  if (self->check == NULL || index >= self->check->slots->len)
    return;
  slot = &g_array_index (self->check->slots, CltSlot, index);
  moved.starts = slot->starts;
  moved.ends = slot->ends;
  show_when (self, &moved);
  gtk_widget_grab_focus (self->rows[ROW_DAY]);
}

static void
take_numbered_slot (GtkWidget *widget, const char *action, GVariant *parameter)
{
  take_slot (CLT_SESSION_FORM (widget), g_variant_get_uint32 (parameter));
}

static void
on_slot_activated_cb (CltSessionForm *self, GtkListBoxRow *row)
{
  take_slot (self, (guint) gtk_list_box_row_get_index (row));
}

typedef char *(*DupLabelFunc) (gconstpointer record);

static char *
dup_course_label (gconstpointer record)
{
  const CltCourse *course = record;

  return g_strdup_printf ("%s %s", course->code, course->name);
}

static char *
dup_room_label (gconstpointer record)
{
  const CltRoom *room = record;

  /* Translators: name of a room; how many seats it has. */
  return g_strdup_printf (ngettext ("%s (%d seat)", "%s (%d seats)", (gulong) room->seats),
                          room->name, room->seats);
}

static char *
dup_lecturer_label (gconstpointer record)
{
  return g_strdup (((const CltLecturer *) record)->name);
}

static char *
dup_staff_label (gconstpointer record)
{
  return g_strdup (((const CltStaff *) record)->name);
}

static void
fill_choice (CltSessionForm *self,
             int row,
             const GPtrArray *list,
             DupLabelFunc dup_label,
             gboolean none,
             gint64 id)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  guint at = find_id (list, id);

  if (none)
    gtk_string_list_append (labels, C_ ("training session", "None"));
  for (guint i = 0; i < list->len; i++)
    gtk_string_list_take (labels, dup_label (list->pdata[i]));
  set_choices (self, row, labels, none ? at : MAX (at, 1) - 1);
}

static void
fill_fixed_choices (CltSessionForm *self, const CltSession *session)
{
  const char *const repeats[] = { C_ ("training session", "Not repeated"),
                                  C_ ("training session", "On trading days"),
                                  C_ ("training session", "Every week"), NULL };
  g_autoptr (GtkStringList) methods = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) tiers = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) kinds = gtk_string_list_new (repeats);
  guint method = 0;

  for (guint i = 0; clt_course_methods[i] != NULL; i++)
    {
      gtk_string_list_append (methods, clt_course_method_get_label (clt_course_methods[i]));
      if (g_str_equal (clt_course_methods[i], session->method))
        method = i;
    }
  for (CltTier tier = CLT_TIER_UNRATED; tier < CLT_N_TIERS; tier++)
    gtk_string_list_append (tiers, tier == CLT_TIER_UNRATED ? C_ ("training session", "Any")
                                                            : clt_tier_get_label (tier));
  set_choices (self, ROW_METHOD, methods, method);
  set_choices (self, ROW_TIER, tiers, session->min_tier);
  set_choices (self, ROW_REPEAT, kinds, CLT_DRAFT_ONCE);
}

static int
get_quantity (const GArray *uses, gint64 equipment_id)
{
  for (guint i = 0; i < uses->len; i++)
    if (g_array_index (uses, CltEquipmentUse, i).equipment_id == equipment_id)
      return g_array_index (uses, CltEquipmentUse, i).quantity;
  return 0;
}

static void
fill_equipment (CltSessionForm *self, const CltMeeting *meeting)
{
  const GPtrArray *kinds = self->choices->equipment;

  gtk_widget_set_visible (GTK_WIDGET (self->equipment_row), kinds->len > 0);
  for (guint i = 0; i < kinds->len; i++)
    {
      const CltEquipment *kind = kinds->pdata[i];
      GtkWidget *row = adw_action_row_new ();
      GtkWidget *spin = gtk_spin_button_new_with_range (0, kind->quantity, 1);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), kind->name);
      gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
      gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin),
                                 get_quantity (meeting->equipment, kind->id));
      g_signal_connect_object (spin, "value-changed", G_CALLBACK (on_changed_cb), self,
                               G_CONNECT_SWAPPED);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), spin);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), spin);
      adw_expander_row_add_row (self->equipment_row, row);
      g_ptr_array_add (self->spins, spin);
    }
}

/* Of a new one: what suits the course. */
static void
suit_course (CltSessionForm *self)
{
  const CltCourse *course = get_course (self);
  g_auto (GStrv) methods = NULL;

  if (course == NULL || self->choices->draft->meeting->id != 0)
    return;
  if (course->minutes > 0 && !self->choices->draft->timed)
    set_number (self, ROW_MINUTES, CLAMP (course->minutes, 30, 120));
  methods = g_strsplit (course->methods, " ", 2);
  for (guint i = 0; methods[0] != NULL && clt_course_methods[i] != NULL; i++)
    if (g_str_equal (clt_course_methods[i], methods[0]))
      adw_combo_row_set_selected (ADW_COMBO_ROW (self->rows[ROW_METHOD]), i);
  for (guint i = 0; i < self->choices->lecturers->len; i++)
    if (clt_lecturer_teaches (self->choices->lecturers->pdata[i], course->code))
      {
        adw_combo_row_set_selected (ADW_COMBO_ROW (self->rows[ROW_LECTURER]), i + 1);
        break;
      }
}

static void
on_course_changed_cb (CltSessionForm *self)
{
  if (!self->filling && self->choices != NULL)
    suit_course (self);
}

/* Of a new one: what is held online needs no room, and seats as many as come. */
static void
on_method_changed_cb (CltSessionForm *self)
{
  static const char *const online[] = { "webinar", "video", "telephone", NULL };
  gboolean needs_room;

  if (self->filling || self->choices == NULL || self->choices->draft->meeting->id != 0)
    return;
  needs_room = !g_strv_contains (online, clt_course_methods[get_choice (self, ROW_METHOD)]);
  if (needs_room && get_choice (self, ROW_ROOM) != 0)
    return;
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->rows[ROW_ROOM]),
                              needs_room && self->choices->rooms->len > 0 ? 1 : 0);
  if (!needs_room)
    set_number (self, ROW_SEATS, 0);
  gtk_editable_set_text (GTK_EDITABLE (self->rows[ROW_ONLINE]), needs_room ? "0" : "");
}

/* As many seats as the room has. */
static void
on_room_changed_cb (CltSessionForm *self)
{
  guint index = self->filling || self->choices == NULL ? 0 : get_choice (self, ROW_ROOM);

  if (index > 0 && index <= self->choices->rooms->len)
    set_number (self, ROW_SEATS, ((CltRoom *) self->choices->rooms->pdata[index - 1])->seats);
}

static void
fill_texts (CltSessionForm *self, const CltSession *session, const CltMeeting *meeting)
{
  g_autofree char *cost = g_strdup_printf ("%.2f", (double) session->cost / 100);

  show_when (self, meeting);
  set_number (self, ROW_EVERY, 1);
  set_number (self, ROW_TIMES, 1);
  set_number (self, ROW_SEATS, session->seats);
  if (session->online_seats >= 0)
    set_number (self, ROW_ONLINE, session->online_seats);
  gtk_editable_set_text (GTK_EDITABLE (self->rows[ROW_COST]), cost);
  gtk_editable_set_text (GTK_EDITABLE (self->rows[ROW_LINK]), meeting->link);
  gtk_editable_set_text (GTK_EDITABLE (self->rows[ROW_AUDIENCE]), session->audience);
  gtk_editable_set_text (GTK_EDITABLE (self->rows[ROW_NOTE]), session->note);
}

static void
fill (CltSessionForm *self)
{
  const CltMeetingDraft *draft = self->choices->draft;
  g_autofree char *heading =
    draft->meeting->id == 0
      ? g_strdup (_ ("New Session"))
      : g_strdup_printf ("%s/%s · %s", draft->session->course_code, draft->session->code,
                         clt_session_state_get_label (draft->session->state));

  self->filling = TRUE;
  gtk_label_set_label (self->heading_label, heading);
  fill_choice (self, ROW_COURSE, self->choices->courses, dup_course_label, FALSE,
               draft->session->course_id);
  fill_choice (self, ROW_ROOM, self->choices->rooms, dup_room_label, TRUE, draft->meeting->room_id);
  fill_choice (self, ROW_LECTURER, self->choices->lecturers, dup_lecturer_label, TRUE,
               draft->lecturer_id);
  fill_choice (self, ROW_ADVISER, self->choices->staff, dup_staff_label, TRUE,
               draft->session->adviser_id);
  fill_fixed_choices (self, draft->session);
  fill_equipment (self, draft->meeting);
  fill_texts (self, draft->session, draft->meeting);
  self->filling = FALSE;
  if (draft->meeting->id == 0)
    {
      suit_course (self);
      on_method_changed_cb (self);
    }
  else
    {
      gtk_widget_set_sensitive (self->rows[ROW_COURSE], FALSE);
      if (draft->n_meetings > 1)
        adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->rows[ROW_LECTURER]),
                                       _ ("_Lecturer of This Meeting"));
    }
  gtk_stack_set_visible_child_name (self->stack, "form");
  on_changed_cb (self);
  gtk_widget_grab_focus (self->rows[draft->meeting->id == 0 ? ROW_COURSE : ROW_DAY]);
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltSessionForm) self = user_data;
  g_autoptr (GError) error = NULL;
  CltMeetingChoices *choices = clt_store_run_finish (CLT_STORE (source), result, &error);

  if (self->desk == NULL)
    {
      g_clear_pointer (&choices, clt_meeting_choices_free);
      return;
    }
  if (choices == NULL)
    {
      clt_desk_fail (self->desk, error);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  self->choices = choices;
  fill (self);
}

/* ---- keeping -------------------------------------------------------------------------------------- */

static void
on_acted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltSessionForm) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (clt_desk_act_finish (CLT_DESK (source), result, &error))
    {
      const CltMeetingDraft *draft = self->choices == NULL ? NULL : self->choices->draft;

      if (draft != NULL)
        g_signal_emit (self, signals[KEPT], 0, *draft->kept, draft->meeting->starts);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  sentence = clt_problem_dup_sentence (error);
  refuse (self, -1, sentence);
  show_verdict (self);
}

static void
save (CltSessionForm *self, gboolean publish)
{
  CltMeetingDraft *draft;
  const char *name = "session.save";

  if (self->choices == NULL || self->check == NULL || self->check_source != 0 ||
      !read_rows (self, self->choices->draft))
    return;
  draft = clt_meeting_draft_copy (self->choices->draft);
  draft->publish = publish;
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->publish_button), FALSE);
  if (publish)
    name = "session.publish";
  else if (draft->meeting->id == 0)
    name = "session.create";
  clt_desk_act_async (self->desk, name, draft->session->course_code, clt_meeting_draft_save, draft,
                      (GDestroyNotify) clt_meeting_draft_free, on_acted_cb, g_object_ref (self));
}

static void
save_form (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltSessionForm *self = CLT_SESSION_FORM (widget);
  gboolean publish = g_str_equal (action, "form.publish");
  GtkWidget *button = GTK_WIDGET (publish ? self->publish_button : self->save_button);

  if (gtk_widget_get_sensitive (button))
    save (self, publish);
}

/* ---- the class -------------------------------------------------------------------------------------- */

static void
clt_session_form_dispose (GObject *object)
{
  CltSessionForm *self = CLT_SESSION_FORM (object);

  self->filling = TRUE;
  stop_check (self);
  g_clear_pointer (&self->choices, clt_meeting_choices_free);
  g_clear_pointer (&self->check, clt_meeting_check_free);
  g_clear_pointer (&self->spins, g_ptr_array_unref);
  g_clear_object (&self->desk);
  gtk_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_SESSION_FORM);
  G_OBJECT_CLASS (clt_session_form_parent_class)->dispose (object);
}

static void
clt_session_form_class_init (CltSessionFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  static const char *const groups[N_GROUPS] = { "course_group", "when_group", "where_group",
                                                "seats_group" };

  G_OBJECT_CLASS (klass)->dispose = clt_session_form_dispose;
  signals[KEPT] = g_signal_new ("kept", CLT_TYPE_SESSION_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_INT64);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/training/clt-session-form.ui");
  for (guint i = 0; i < N_GROUPS; i++)
    gtk_widget_class_bind_template_child_full (widget_class, groups[i], FALSE,
                                               G_STRUCT_OFFSET (CltSessionForm, groups[i]));
  gtk_widget_class_bind_template_child (widget_class, CltSessionForm, heading_label);
  gtk_widget_class_bind_template_child (widget_class, CltSessionForm, stack);
  gtk_widget_class_bind_template_child (widget_class, CltSessionForm, verdict_label);
  gtk_widget_class_bind_template_child (widget_class, CltSessionForm, clash_list);
  gtk_widget_class_bind_template_child (widget_class, CltSessionForm, slot_list);
  gtk_widget_class_bind_template_child (widget_class, CltSessionForm, error_label);
  gtk_widget_class_bind_template_child (widget_class, CltSessionForm, save_button);
  gtk_widget_class_bind_template_child (widget_class, CltSessionForm, publish_button);
  gtk_widget_class_bind_template_callback (widget_class, on_slot_activated_cb);
  gtk_widget_class_install_action (widget_class, "form.save", NULL, save_form);
  gtk_widget_class_install_action (widget_class, "form.publish", NULL, save_form);
  gtk_widget_class_install_action (widget_class, "form.take-slot", "u", take_numbered_slot);
  for (guint i = 0; i < MAX_SLOTS; i++)
    gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1 + i, GDK_ALT_MASK,
                                         "form.take-slot", "u", i);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "form.save",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return,
                                       GDK_CONTROL_MASK | GDK_SHIFT_MASK, "form.publish", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
on_entry_activated_cb (CltSessionForm *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "form.save", NULL);
}

static void
add_row (CltSessionForm *self, int index)
{
  GtkWidget *row = layout[index].choice ? adw_combo_row_new () : adw_entry_row_new ();

  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), TRUE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (layout[index].title));
  self->rows[index] = row;
  if (index == ROW_LINK) /* before it */
    adw_preferences_group_add (self->groups[GROUP_WHERE], GTK_WIDGET (self->equipment_row));
  adw_preferences_group_add (self->groups[layout[index].group], row);
  g_signal_connect_object (row, layout[index].choice ? "notify::selected" : "changed",
                           G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  if (!layout[index].choice)
    g_signal_connect_object (row, "entry-activated", G_CALLBACK (on_entry_activated_cb), self,
                             G_CONNECT_SWAPPED);
}

static void
clt_session_form_init (CltSessionForm *self)
{
  self->spins = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->equipment_row = ADW_EXPANDER_ROW (adw_expander_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->equipment_row), _ ("Equipment"));
  for (int i = 0; i < N_ROWS; i++)
    add_row (self, i);
  g_signal_connect_object (self->rows[ROW_COURSE], "notify::selected",
                           G_CALLBACK (on_course_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->rows[ROW_METHOD], "notify::selected",
                           G_CALLBACK (on_method_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->rows[ROW_ROOM], "notify::selected",
                           G_CALLBACK (on_room_changed_cb), self, G_CONNECT_SWAPPED);
}

CltSessionForm *
clt_session_form_new (GtkWidget *parent, CltDesk *desk, const CltMeetingDraft *draft)
{
  CltSessionForm *self =
    g_object_new (CLT_TYPE_SESSION_FORM, "transient-for", gtk_widget_get_root (parent), "title",
                  draft->meeting->id == 0 ? _ ("New Session") : _ ("Session"), NULL);

  self->desk = g_object_ref (desk);
  clt_store_run_async (clt_desk_get_store (desk), CLT_STORE_LIST, G_PRIORITY_DEFAULT,
                       clt_meeting_draft_read, clt_meeting_draft_copy (draft),
                       (GDestroyNotify) clt_meeting_draft_free, clt_meeting_choices_free, NULL,
                       on_read_cb, g_object_ref (self));
  return self;
}
