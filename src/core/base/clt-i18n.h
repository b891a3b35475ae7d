/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Include this in every file with translatable strings. */
#include "clt-config.h"

#include <glib/gi18n-lib.h>
