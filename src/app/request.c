#include "app/request.h"

#include "out/export.h"

enum request request_handle(struct session *session, struct error *err)
{
    const enum request request = session->request;
    session->request = REQUEST_NONE;
    if (request == REQUEST_EXPORT)
        export_session(session, session->request_path, err);
    return request;
}
