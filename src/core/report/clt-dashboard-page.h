/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The dashboard on one page. All lengths are in units of a page that is CLT_PAGE_WIDTH wide. */

#include <cairo.h>

#include "core/report/clt-export.h"

G_BEGIN_DECLS

#define CLT_PAGE_WIDTH 1280
#define CLT_PAGE_MIN_HEIGHT 760
#define CLT_PAGE_MAX_HEIGHT 1000 /* charts that are higher say no more */

/* @height: between the two. @branch: its name; @who: who made the page. */
void clt_dashboard_page_draw (const CltDashboard *dashboard,
                              const char *branch,
                              const char *who,
                              cairo_t *cr,
                              double height);

G_END_DECLS
