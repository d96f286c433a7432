// Preloaded into a child of the tests (LD_PRELOAD). With PCLOG and PCDIR it records every file operation below PCDIR
// and every write to standard output into PCLOG, for the power-cut simulation. With PCFULL=n, writes below PCDIR fail
// with ENOSPC after n bytes. With PCLATE=n, the sync below PCDIR after n of them takes PCFOR seconds. With PCEIO=n, writes
// and syncs below PCDIR fail with EIO for PCFOR seconds after n syncs.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>
enum { CREATE = 1, OPENED, WRITE, TRUNC, FSB, FSE, RENAME, UNLINK, MKDIR, ACK, SYNCALL };
struct __attribute__((packed)) hdr { uint32_t op, plen; uint64_t len, off, ino; };
static pthread_mutex_t mu = PTHREAD_MUTEX_INITIALIZER;
static int lfd = -1; static char dir[512]; static size_t dlen; static int on; static long long room = -1, late = -1, eio = -1, secs = 0, eio_end = 0;
static ssize_t (*r_write)(int, const void *, size_t);
static ssize_t (*r_pwrite)(int, const void *, size_t, off_t);
static int (*r_ftr)(int, off_t), (*r_fsync)(int), (*r_fds)(int);
static int (*r_openat)(int, const char *, int, ...);
static int (*r_rename)(const char *, const char *), (*r_unlink)(const char *), (*r_mkdir)(const char *, mode_t);
static void (*r_sync)(void);
__attribute__((constructor)) static void init(void) {
  r_write = dlsym(RTLD_NEXT, "write"); r_pwrite = dlsym(RTLD_NEXT, "pwrite64");
  r_ftr = dlsym(RTLD_NEXT, "ftruncate64"); r_fsync = dlsym(RTLD_NEXT, "fsync"); r_fds = dlsym(RTLD_NEXT, "fdatasync");
  r_openat = dlsym(RTLD_NEXT, "openat64"); r_rename = dlsym(RTLD_NEXT, "rename"); r_unlink = dlsym(RTLD_NEXT, "unlink");
  r_mkdir = dlsym(RTLD_NEXT, "mkdir"); r_sync = dlsym(RTLD_NEXT, "sync");
  const char *l = getenv("PCLOG"), *d = getenv("PCDIR"), *f = getenv("PCFULL"), *s = getenv("PCLATE"), *e = getenv("PCEIO"), *t = getenv("PCFOR");
  if (!d) return;
  strncpy(dir, d, 511); dlen = strlen(dir);
  room = f ? atoll(f) : -1; late = s ? atoll(s) : -1; eio = e ? atoll(e) : -1; secs = t ? atoll(t) : 0;
  if (!l) return;
  lfd = r_openat(AT_FDCWD, l, O_CREAT | O_WRONLY | O_APPEND, 0644); on = lfd >= 0;
}
static int fdpath(int fd, char *out) {
  char p[64]; snprintf(p, 64, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(p, out, 511); if (n <= 0) return 0; out[n] = 0;
  return !strncmp(out, dir, dlen);
}
static uint64_t ino(int fd) { struct stat s; return fstat(fd, &s) ? 0 : s.st_ino; }
static void lg(uint32_t op, const char *p, uint64_t i, uint64_t off, const void *d, uint64_t len) {
  struct hdr h = {op, p ? strlen(p) : 0, d ? len : 0, d ? off : (off ? off : len), i};
  struct iovec v[3] = {{&h, sizeof h}, {(void *)(p ? p : ""), h.plen}, {(void *)(d ? d : ""), h.len}};
  ssize_t want = sizeof h + h.plen + h.len, w = writev(lfd, v, 3);
  if (w != want) { const char m[] = "pcrec: short log write\n"; r_write(2, m, sizeof m - 1); _exit(99); }
}
static long long now(void) { struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); return t.tv_sec * 1000 + t.tv_nsec / 1000000; }
// Whether the pretended disk fails at this moment; a sync counts.
static int fails(int fd, int sync) {
  char p[512]; if ((eio < 0 && !eio_end) || !fdpath(fd, p)) return 0;
  pthread_mutex_lock(&mu);
  if (sync && eio >= 0 && eio-- == 0) eio_end = now() + secs * 1000;
  int bad = eio_end && now() < eio_end; pthread_mutex_unlock(&mu);
  if (bad) errno = EIO;
  return bad;
}
// Whether n more bytes fit on the pretended disk.
static int fits(int fd, size_t n) {
  if (fails(fd, 0)) return 0;
  char p[512]; if (room < 0 || !fdpath(fd, p)) return 1;
  pthread_mutex_lock(&mu); int ok = room >= (long long)n; room = ok ? room - (long long)n : 0; pthread_mutex_unlock(&mu);
  if (!ok) errno = ENOSPC;
  return ok;
}
#define L pthread_mutex_lock(&mu)
#define U pthread_mutex_unlock(&mu)
ssize_t write(int fd, const void *b, size_t n) {
  char p[512];
  if (!fits(fd, n)) return -1;
  if (!on) return r_write(fd, b, n);
  if (fd == 1) { L; lg(ACK, 0, 0, 0, b, n); ssize_t r = r_write(fd, b, n); U; return r; }
  if (!fdpath(fd, p)) return r_write(fd, b, n);
  L; struct stat s; fstat(fd, &s);
  off_t o = (fcntl(fd, F_GETFL) & O_APPEND) ? s.st_size : lseek(fd, 0, SEEK_CUR);
  ssize_t r = r_write(fd, b, n); if (r > 0) lg(WRITE, 0, s.st_ino, o, b, r); U; return r;
}
ssize_t pwrite64(int fd, const void *b, size_t n, off_t o) {
  if (!fits(fd, n)) return -1;
  char p[512]; if (!on || !fdpath(fd, p)) return r_pwrite(fd, b, n, o);
  L; ssize_t r = r_pwrite(fd, b, n, o); if (r > 0) lg(WRITE, 0, ino(fd), o, b, r); U; return r;
}
ssize_t pwrite(int fd, const void *b, size_t n, off_t o) { return pwrite64(fd, b, n, o); }
ssize_t writev(int fd, const struct iovec *v, int c) {
  if (!on || fd == lfd) return syscall(SYS_writev, fd, v, c);
  char p[512]; if (!fdpath(fd, p)) return syscall(SYS_writev, fd, v, c);
  ssize_t t = 0; for (int i = 0; i < c; i++) { if (!v[i].iov_len) continue; ssize_t r = write(fd, v[i].iov_base, v[i].iov_len); if (r < 0) return t ? t : r; t += r; if ((size_t)r < v[i].iov_len) break; }
  return t;
}
int ftruncate64(int fd, off_t l) {
  char p[512]; if (!on || !fdpath(fd, p)) return r_ftr(fd, l);
  L; int r = r_ftr(fd, l); if (!r) { struct hdr h = {TRUNC, 0, 0, l, ino(fd)}; r_write(lfd, &h, sizeof h); } U; return r;
}
int ftruncate(int fd, off_t l) { return ftruncate64(fd, l); }
static int dofs(int fd, int (*f)(int)) {
  char p[512];
  if (late >= 0 && fdpath(fd, p) && __sync_fetch_and_sub(&late, 1) == 0) sleep(secs);
  if (fails(fd, 1)) return -1;
  if (!on || !fdpath(fd, p)) return f(fd);
  uint64_t i = ino(fd);
  L; struct hdr h = {FSB, 0, 0, 0, i}; r_write(lfd, &h, sizeof h); U;
  int r = f(fd);
  L; h.op = r ? 0 : FSE; if (!r) r_write(lfd, &h, sizeof h); U; return r;
}
int fsync(int fd) { return dofs(fd, r_fsync); }
int fdatasync(int fd) { return dofs(fd, r_fds); }
void sync(void) { r_sync(); if (on) { L; struct hdr h = {SYNCALL, 0, 0, 0, 0}; r_write(lfd, &h, sizeof h); U; } }
static int doopen(int at, const char *path, int fl, mode_t m) {
  if (!on) return r_openat(at, path, fl, m);
  L; int fd = r_openat(at, path, fl, m); char p[512];
  if (fd >= 0 && fdpath(fd, p)) {
    struct stat s; fstat(fd, &s);
    if (S_ISREG(s.st_mode)) {
      lg((fl & O_CREAT) ? CREATE : OPENED, p, s.st_ino, 0, 0, 0);
      if (fl & O_TRUNC) { struct hdr h = {TRUNC, 0, 0, 0, s.st_ino}; r_write(lfd, &h, sizeof h); }
    }
  }
  U; return fd;
}
#define MODE mode_t m = 0; if (fl & (O_CREAT | O_TMPFILE)) { va_list a; va_start(a, fl); m = va_arg(a, int); va_end(a); }
int open64(const char *p, int fl, ...) { MODE return doopen(AT_FDCWD, p, fl, m); }
int open(const char *p, int fl, ...) { MODE return doopen(AT_FDCWD, p, fl, m); }
int openat64(int at, const char *p, int fl, ...) { MODE return doopen(at, p, fl, m); }
int openat(int at, const char *p, int fl, ...) { MODE return doopen(at, p, fl, m); }
static void full(const char *p, char *o) { if (p[0] == '/') strncpy(o, p, 511); else { char c[400]; if (!getcwd(c, 400)) c[0] = 0; snprintf(o, 511, "%s/%s", c, p); } }
int rename(const char *a, const char *b) {
  if (!on) return r_rename(a, b);
  char x[512] = {0}, y[512] = {0}; full(a, x); full(b, y);
  L; int r = r_rename(a, b); if (!r && !strncmp(y, dir, dlen)) lg(RENAME, x, 0, 0, y, strlen(y)); U; return r;
}
int unlink(const char *a) {
  if (!on) return r_unlink(a);
  char x[512] = {0}; full(a, x);
  L; int r = r_unlink(a); if (!r && !strncmp(x, dir, dlen)) lg(UNLINK, x, 0, 0, 0, 0); U; return r;
}
int mkdir(const char *a, mode_t m) {
  if (!on) return r_mkdir(a, m);
  char x[512] = {0}; full(a, x);
  L; int r = r_mkdir(a, m); if (!r && !strncmp(x, dir, dlen)) lg(MKDIR, x, 0, 0, 0, 0); U; return r;
}
