/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The hidden sheet by which a copy of the catalogue is known: kind, two keys, the stable form and the
 * text of a cell. For both directions. */
#define CLT_BASE_SHEET "clientele-base"
#define CLT_BASE_MARK "clientele-catalogue-1"
