package dev.tandem.model;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import org.bytedeco.javacpp.Pointer;

/**
 * Has dead arrays found before their native memory fills the machine. ND4J frees an array when Java's collector has found it dead; one that
 * lived through some young collections is found by the next full one only, and a heap that holds little more than such small handles
 * sees none for hours: ResNet-20 gathers a gigabyte of dead arrays in a minute.
 *
 * <p>Where native memory is beyond a budget, this asks for full collections, which take at most a hundredth of the time; and at once
 * where it has grown by the budget since the last one.
 */
final class NativeGarbage {

    /** JavaCPP's own bound, which reads this process's size at each allocation: 7 % of an MLP's step. */
    private static final String PHYSICAL_BYTES = "org.bytedeco.javacpp.maxPhysicalBytes";

    private static final long LEAST_BUDGET = 512L << 20;
    private static final long LEAST_PAUSE_NANOS = 10_000_000_000L;
    private static final int WORK_SHARE = 100;
    private static final int LOOK_MILLIS = 250;

    private final long budget;
    private long collectedAt;
    private long pause;
    private long least = Long.MAX_VALUE;

    /** @param budget bytes beside the heap below which nothing is done */
    NativeGarbage(long budget) {
        this.budget = budget;
    }

    /** Turns JavaCPP's own bound off, which JavaCPP reads when it loads; false, and nothing is done, if the user has set it. */
    static boolean replaceBound() {
        if (System.getProperty(PHYSICAL_BYTES) != null
                || System.getProperty(PHYSICAL_BYTES.toLowerCase(Locale.ROOT)) != null) {
            return false;
        }
        System.setProperty(PHYSICAL_BYTES, "0");
        return true;
    }

    /** Watches this JVM. JavaCPP must have loaded: two threads that load it at once can wait for each other's classes for ever. */
    static void watch() {
        NativeGarbage garbage =
                new NativeGarbage(Math.max(LEAST_BUDGET, Runtime.getRuntime().maxMemory() / 4));
        Thread thread = new Thread(garbage::run, "tandem-native-garbage");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(LOOK_MILLIS);
                if (isDue(System.nanoTime(), nativeBytes())) {
                    long start = System.nanoTime();
                    System.gc();
                    collected(start, System.nanoTime());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What this process takes beside its heap. */
    private static long nativeBytes() {
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
        return Pointer.physicalBytes() - heap;
    }

    boolean isDue(long now, long bytes) {
        least = Math.min(least, bytes);
        boolean rested = pause == 0 || now - collectedAt >= pause;
        return bytes > budget && (rested || bytes - least > budget);
    }

    /** A collection has taken from {@code start} to {@code end}: the next one waits a hundred times as long. */
    void collected(long start, long end) {
        collectedAt = end;
        least = Long.MAX_VALUE;
        pause = Math.max(LEAST_PAUSE_NANOS, WORK_SHARE * (end - start));
    }
}
