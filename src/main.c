/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <signal.h>

#include "app/shell/clt-application.h"
#include "core/base/clt-i18n.h"

int
main (int argc, char **argv)
{
  g_autoptr (CltApplication) application = NULL;

  setlocale (LC_ALL, "");
  /* a limit on file sizes shall be an error with a sentence, not a death */
  signal (SIGXFSZ, SIG_IGN);
  bindtextdomain (GETTEXT_PACKAGE, CLT_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  application = clt_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
