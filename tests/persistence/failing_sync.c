/* Loaded before the C library by test_disk.py: fsync and fdatasync fail with EIO while the file $FAIL_SYNC exists. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

static int forward(const char *name, int descriptor) {
    const char *flag = getenv("FAIL_SYNC");
    if (flag && access(flag, F_OK) == 0) {
        errno = EIO;
        return -1;
    }
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    return real(descriptor);
}

int fsync(int descriptor) { return forward("fsync", descriptor); }

int fdatasync(int descriptor) { return forward("fdatasync", descriptor); }
