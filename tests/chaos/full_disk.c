/* Loaded before the C library by test_disk.py: while the file $FULL_DISK exists nothing can be written to a file. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static int is_full(int descriptor) {
    const char *flag = getenv("FULL_DISK");
    struct stat about;
    return flag && fstat(descriptor, &about) == 0 && S_ISREG(about.st_mode) && access(flag, F_OK) == 0;
}

#define REFUSE(descriptor) \
    if (is_full(descriptor)) { \
        errno = ENOSPC; \
        return -1; \
    }

ssize_t write(int descriptor, const void *bytes, size_t count) {
    REFUSE(descriptor)
    ssize_t (*real)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
    return real(descriptor, bytes, count);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t place) {
    REFUSE(descriptor)
    ssize_t (*real)(int, const void *, size_t, off_t) = dlsym(RTLD_NEXT, "pwrite");
    return real(descriptor, bytes, count, place);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off64_t place) {
    REFUSE(descriptor)
    ssize_t (*real)(int, const void *, size_t, off64_t) = dlsym(RTLD_NEXT, "pwrite64");
    return real(descriptor, bytes, count, place);
}
