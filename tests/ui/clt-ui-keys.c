/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/clt-ui-keys.h"

#include <gdk/x11/gdkx.h>
#include <xcb/xcb.h>
#include <xcb/xcbext.h>

#include "ui/clt-ui-test.h"

#define XTEST_FAKE_INPUT 2

struct _CltUiKeys
{
  xcb_connection_t *connection;
  guint count;
  gulong hook;
  guint seen; /* presses that have come to the program; releases need not, the window may be gone */
  guint expected;
};

/* XTEST has one request that is needed here: no library for it. */
typedef struct
{
  guint8 major, minor;
  guint16 length;
  guint8 type, detail;
  guint8 pad0[2];
  guint32 time, root;
  guint8 pad1[8];
  gint16 x, y;
  guint8 pad2[7];
  guint8 device;
} FakeInput;

static xcb_extension_t xtest = { "XTEST", 0 };

static gboolean
on_surface_event_cb (GSignalInvocationHint *hint,
                     guint n_values,
                     const GValue *values,
                     gpointer user_data)
{
  if (gdk_event_get_event_type (g_value_get_pointer (&values[1])) == GDK_KEY_PRESS)
    ((CltUiKeys *) user_data)->seen++;
  return TRUE;
}

CltUiKeys *
clt_ui_keys_new (void)
{
  CltUiKeys *keys = g_new0 (CltUiKeys, 1);

  keys->connection = xcb_connect (NULL, NULL);
  g_assert_cmpint (xcb_connection_has_error (keys->connection), ==, 0);
  g_assert_true (xcb_get_extension_data (keys->connection, &xtest)->present);
  keys->hook = g_signal_add_emission_hook (g_signal_lookup ("event", GDK_TYPE_SURFACE), 0,
                                           on_surface_event_cb, keys, NULL);
  return keys;
}

void
clt_ui_keys_free (CltUiKeys *keys)
{
  g_signal_remove_emission_hook (g_signal_lookup ("event", GDK_TYPE_SURFACE), keys->hook);
  xcb_disconnect (keys->connection);
  g_free (keys);
}

guint
clt_ui_keys_count (CltUiKeys *keys)
{
  guint count = keys->count;

  keys->count = 0;
  return count;
}

static gboolean
is_active (gpointer window)
{
  gtk_window_present (window);
  gdk_display_sync (gdk_display_get_default ());
  return gtk_window_is_active (window);
}

void
clt_ui_keys_enter (CltUiKeys *keys, gpointer window)
{
  clt_ui_wait (is_active, window);
  clt_ui_settle ();
}

static void
fake (CltUiKeys *keys, guint8 type, guint keycode)
{
  FakeInput request = { .type = type, .detail = (guint8) keycode };
  struct iovec parts[4] = { [2] = { &request, sizeof request } };
  const xcb_protocol_request_t info = { 1, &xtest, XTEST_FAKE_INPUT, TRUE };

  xcb_send_request (keys->connection, 0, parts + 2, &info);
}

static guint
find_keycode (guint keyval)
{
  g_autofree GdkKeymapKey *found = NULL;
  int n;

  g_assert_true (gdk_display_map_keyval (gdk_display_get_default (), keyval, &found, &n));
  return found[0].keycode;
}

static gboolean
has_seen (gpointer data)
{
  const CltUiKeys *keys = data;

  return keys->seen >= keys->expected;
}

void
clt_ui_press (CltUiKeys *keys, guint keyval, GdkModifierType modifiers)
{
  const guint shift = (modifiers & GDK_SHIFT_MASK) ? find_keycode (GDK_KEY_Shift_L) : 0;
  const guint control = (modifiers & GDK_CONTROL_MASK) ? find_keycode (GDK_KEY_Control_L) : 0;
  const guint alt = (modifiers & GDK_ALT_MASK) ? find_keycode (GDK_KEY_Alt_L) : 0;
  const guint held[] = { control, shift, alt, find_keycode (keyval) };

  for (guint i = 0; i < G_N_ELEMENTS (held); i++)
    if (held[i] != 0)
      {
        fake (keys, XCB_KEY_PRESS, held[i]);
        keys->count++;
        keys->expected++;
      }
  for (guint i = G_N_ELEMENTS (held); i > 0; i--)
    if (held[i - 1] != 0)
      fake (keys, XCB_KEY_RELEASE, held[i - 1]);
  xcb_flush (keys->connection);
  clt_ui_wait (has_seen, keys);
}

/* Signs that stand on the upper level of their key, too. */
static gboolean
needs_shift (guint keyval)
{
  g_autofree GdkKeymapKey *found = NULL;
  int n;

  g_assert_true (gdk_display_map_keyval (gdk_display_get_default (), keyval, &found, &n));
  return found[0].level == 1;
}

void
clt_ui_type (CltUiKeys *keys, const char *text)
{
  for (const char *at = text; *at != '\0'; at++)
    {
      const guint keyval = gdk_unicode_to_keyval ((guint32) *at);

      clt_ui_press (keys, gdk_keyval_to_lower (keyval), needs_shift (keyval) ? GDK_SHIFT_MASK : 0);
    }
}
