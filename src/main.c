/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>

#include "app/shell/clt-application.h"
#include "core/base/clt-i18n.h"

int
main (int argc, char **argv)
{
  g_autoptr (CltApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, CLT_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  application = clt_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
