/* What a verb requested of the program around the session. */
#ifndef APP_REQUEST_H
#define APP_REQUEST_H

#include "base/error.h"
#include "session/session.h"

/* Take the session's request off it and handle it as far as that does not depend on there being a
 * screen: an export is written here, and a failure of it is left in `err`. Returns the request,
 * handled or not: to quit and to redraw is up to the caller. */
enum request request_handle(struct session *session, struct error *err);

#endif
