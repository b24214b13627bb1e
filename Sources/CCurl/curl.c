#include "CCurl.h"

#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

// The functions that are used, by their declarations in curl.h.
static struct {
  __typeof__(&curl_easy_init) init;
  __typeof__(&curl_easy_setopt) setopt;
  __typeof__(&curl_easy_perform) perform;
  __typeof__(&curl_easy_getinfo) getinfo;
  __typeof__(&curl_easy_strerror) strerror;
  __typeof__(&curl_easy_cleanup) cleanup;
} library;

static int load(char message[256]) {
  if (library.cleanup) return 0;
  void *handle = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
  if (!handle) {
    snprintf(message, 256, "%s", dlerror());
    return -1;
  }
  library.init = (__typeof__(library.init))dlsym(handle, "curl_easy_init");
  library.setopt = (__typeof__(library.setopt))dlsym(handle, "curl_easy_setopt");
  library.perform = (__typeof__(library.perform))dlsym(handle, "curl_easy_perform");
  library.getinfo = (__typeof__(library.getinfo))dlsym(handle, "curl_easy_getinfo");
  library.strerror = (__typeof__(library.strerror))dlsym(handle, "curl_easy_strerror");
  void *cleanup = dlsym(handle, "curl_easy_cleanup");
  if (!library.init || !library.setopt || !library.perform || !library.getinfo || !library.strerror || !cleanup) {
    snprintf(message, 256, "libcurl.so.4 lacks a function");
    return -1;
  }
  library.cleanup = (__typeof__(library.cleanup))cleanup;
  return 0;
}

struct transfer {
  CURL *curl;
  airslice_http_receiver receiver;
  airslice_http_watcher watcher;
  void *context;
  airslice_http_reply *reply;
  int stopped;
};

// One header line. A new status line, after a redirection for one, begins anew.
static size_t header(char *line, size_t size, size_t count, void *user) {
  struct transfer *transfer = user;
  size_t length = size * count;
  char text[256];
  snprintf(text, sizeof text, "%.*s", (int)(length < 255 ? length : 255), line);
  if (strncmp(text, "HTTP/", 5) == 0) {
    *transfer->reply = (airslice_http_reply){.total = -1};
  } else if (strncasecmp(text, "content-range:", 14) == 0) {
    long long first, last, total;
    // The total may be unknown: "bytes 10-19/*".
    int found = sscanf(text + 14, " bytes %lld-%lld/%lld", &first, &last, &total);
    if (found >= 2) transfer->reply->first = first;
    if (found == 3) transfer->reply->total = total;
  } else if (strncasecmp(text, "content-length:", 15) == 0 && transfer->reply->total < 0) {
    long long total;
    if (sscanf(text + 15, " %lld", &total) == 1) transfer->reply->total = total;
  }
  return length;
}

static size_t body(char *bytes, size_t size, size_t count, void *user) {
  struct transfer *transfer = user;
  library.getinfo(transfer->curl, CURLINFO_RESPONSE_CODE, &transfer->reply->status);
  if (transfer->receiver(transfer->context, transfer->reply, bytes, size * count) != 0) {
    transfer->stopped = 1;
    return 0;
  }
  return size * count;
}

static int watch(void *user, curl_off_t total, curl_off_t now, curl_off_t upTotal, curl_off_t upNow) {
  struct transfer *transfer = user;
  (void)total, (void)now, (void)upTotal, (void)upNow;
  if (transfer->watcher(transfer->context) == 0) return 0;
  transfer->stopped = 1;
  return 1;
}

// Which protocols may be spoken; a connection that began encrypted stays so.
static void restrict_protocols(CURL *curl, int encrypted) {
#if LIBCURL_VERSION_NUM >= 0x075500
  library.setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  library.setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, encrypted ? "https" : "http,https");
#else
  library.setopt(curl, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
  library.setopt(curl, CURLOPT_REDIR_PROTOCOLS, (long)(encrypted ? CURLPROTO_HTTPS : CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
}

int airslice_http_get(const char *url, int64_t from, airslice_http_receiver receiver, airslice_http_watcher watcher,
                      void *context, airslice_http_reply *reply, char message[256]) {
  message[0] = 0;
  *reply = (airslice_http_reply){.total = -1};
  if (load(message) != 0) return AIRSLICE_HTTP_NO_LIBRARY;
  CURL *curl = library.init();
  if (!curl) {
    snprintf(message, 256, "libcurl cannot be used");
    return AIRSLICE_HTTP_NO_LIBRARY;
  }
  struct transfer transfer = {curl, receiver, watcher, context, reply, 0};
  char fault[CURL_ERROR_SIZE] = "";
  char range[32];
  library.setopt(curl, CURLOPT_URL, url);
  library.setopt(curl, CURLOPT_USERAGENT, "airslice");
  library.setopt(curl, CURLOPT_ERRORBUFFER, fault);
  library.setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
  library.setopt(curl, CURLOPT_MAXREDIRS, 10L);
  restrict_protocols(curl, strncasecmp(url, "https:", 6) == 0);
  library.setopt(curl, CURLOPT_FAILONERROR, 1L);
  library.setopt(curl, CURLOPT_NOSIGNAL, 1L);
  library.setopt(curl, CURLOPT_CONNECTTIMEOUT, 30L);
  // A minute below a byte a second is a connection that stands still.
  library.setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
  library.setopt(curl, CURLOPT_LOW_SPEED_TIME, 60L);
  library.setopt(curl, CURLOPT_HEADERFUNCTION, header);
  library.setopt(curl, CURLOPT_HEADERDATA, &transfer);
  library.setopt(curl, CURLOPT_WRITEFUNCTION, body);
  library.setopt(curl, CURLOPT_WRITEDATA, &transfer);
  library.setopt(curl, CURLOPT_XFERINFOFUNCTION, watch);
  library.setopt(curl, CURLOPT_XFERINFODATA, &transfer);
  library.setopt(curl, CURLOPT_NOPROGRESS, 0L);
  if (from > 0) {
    snprintf(range, sizeof range, "%lld-", (long long)from);
    library.setopt(curl, CURLOPT_RANGE, range);
  }
  CURLcode code = library.perform(curl);
  library.getinfo(curl, CURLINFO_RESPONSE_CODE, &reply->status);
  snprintf(message, 256, "%s", fault[0] ? fault : library.strerror(code));
  library.cleanup(curl);
  if (code == CURLE_OK) return AIRSLICE_HTTP_DONE;
  if (transfer.stopped) return AIRSLICE_HTTP_STOPPED;
  return code == CURLE_HTTP_RETURNED_ERROR ? AIRSLICE_HTTP_REFUSED : AIRSLICE_HTTP_BROKEN;
}
