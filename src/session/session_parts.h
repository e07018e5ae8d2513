/* What the files of a session's life share; private to the layer. */
#ifndef SESSION_SESSION_PARTS_H
#define SESSION_SESSION_PARTS_H

#include "session/session.h"

/* Make the race again from session->scene, at step 0, with the focus on a run, or on the first
 * where there is none of that index. No lesson acts yet. */
void session_rebuild(struct session *session, size_t focus);

/* Let the lessons and events that are reached for the first time do what they say. */
void session_reach(struct session *session);

/* Be on the way to a step. */
void session_go(struct session *session, uint64_t step, enum way way);

/* Forget the lines that wait. */
void session_drop_queue(struct session *session);

/* Add an event, which is taken over, behind those of the same step. */
void session_add_event(struct scene *scene, uint64_t at, char *verbs);

/* Of a scene that is saved: the event that leaves the view as it is after its lessons. */
void session_add_view_of_lessons(const struct session *session, struct scene *scene);

/* Free all that is remembered. */
void session_finish_undo(struct session *session);

#endif
