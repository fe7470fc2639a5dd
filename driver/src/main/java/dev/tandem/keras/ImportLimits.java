package dev.tandem.keras;

import java.time.Duration;

/**
 * What a process that reads a file may take.
 *
 * @param time after which it is killed
 * @param heapMegabytes of its JVM
 * @param nativeMegabytes of its arrays outside the heap
 */
record ImportLimits(Duration time, long heapMegabytes, long nativeMegabytes) {

    private static final Duration LEAST_TIME = Duration.ofMinutes(2);
    private static final long MEGABYTE = 1 << 20;
    private static final long LEAST = 1024;
    private static final long JVM_MEGABYTES = 6144;

    /** Several copies of the file, since a network is built, filled and written. A damaged file can keep HDF5 busy for ever. */
    static ImportLimits forFile(long bytes) {
        long megabytes = bytes / MEGABYTE;
        long size = LEAST + 4 * megabytes;
        return new ImportLimits(LEAST_TIME.plusSeconds(megabytes), size, size);
    }

    /** Address space: a JVM reserves much more than it uses. */
    long addressKilobytes() {
        return (heapMegabytes + 2 * nativeMegabytes + JVM_MEGABYTES) * 1024;
    }
}
