// libcurl for one thing, a file over HTTP(S) from a given byte on. The library is loaded at the first call: linked, it would
// load thirty others at the start of every command.
#ifndef AIRSLICE_CCURL_H
#define AIRSLICE_CCURL_H
#include <stddef.h>
#include <stdint.h>

/// What the server says of the bytes that follow.
typedef struct {
  /// The HTTP status: 200 for the whole file, 206 for the part that was asked for.
  long status;
  /// The first byte's number in the file, from Content-Range; 0 without one.
  int64_t first;
  /// Bytes of the whole file; -1 where the server does not say.
  int64_t total;
} airslice_http_reply;

/// Takes `count` bytes of the body. Returns 0 to go on, anything else to stop.
typedef int (*airslice_http_receiver)(void *context, const airslice_http_reply *reply, const void *bytes, size_t count);
/// Asked about every second; returns 0 to go on, anything else to stop.
typedef int (*airslice_http_watcher)(void *context);

enum {
  AIRSLICE_HTTP_DONE = 0,
  /// libcurl is not installed or is not as expected.
  AIRSLICE_HTTP_NO_LIBRARY = 1,
  /// Receiver or watcher wanted to stop.
  AIRSLICE_HTTP_STOPPED = 2,
  /// The server's status was 400 or more.
  AIRSLICE_HTTP_REFUSED = 3,
  /// No connection, or one that ended early or stood still.
  AIRSLICE_HTTP_BROKEN = 4,
};

/// Fetches `url` (http or https, redirections followed, never from https to http), from byte `from` on when it is above 0.
/// `message` takes one line on what went wrong (256 bytes), `reply` what the server said last.
int airslice_http_get(const char *url, int64_t from, airslice_http_receiver receiver, airslice_http_watcher watcher,
                      void *context, airslice_http_reply *reply, char message[256]);
#endif
