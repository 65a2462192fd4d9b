/**
 * For functions through which files pass: glibc, left alone, keeps an arena for each thread and whatever large buffers were
 * freed, which doubles the process after some thousand of them.
 */
export const givesBack = {
  MALLOC_ARENA_MAX: "1",
  MALLOC_MMAP_THRESHOLD_: "131072",
  MALLOC_TRIM_THRESHOLD_: "131072",
};
