/* describe.h: facts about a layer that both the table and the JSON state. */
#ifndef RESNETC_REPORT_DESCRIBE_H
#define RESNETC_REPORT_DESCRIBE_H

#include "report.h"

bool has_window(const Layer *layer); /* of a kernel, with a stride */

#endif
