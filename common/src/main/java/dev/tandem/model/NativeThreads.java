package dev.tandem.model;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * How many threads native operations use. Results depend on it. Left alone, ND4J takes all cores for each thread that calls it, so that
 * several replicas in one JVM fight for them.
 */
public final class NativeThreads {

    private static int ofThisJvm;

    private NativeThreads() {}

    /**
     * Sets the number for what the calling thread computes. OpenBLAS and ND4J's own loops have one number for the whole JVM, oneDNN one
     * for each calling thread.
     */
    public static void use(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("Invalid number of threads: " + threads + " (must be >= 1)");
        }
        useInJvm(threads);
        operations().setOmpNumThreads(threads);
    }

    /** Lets what the calling thread computes use no further threads, as befits one that works beside a replica. */
    public static void useOneHere() {
        operations().setOmpNumThreads(1);
    }

    /** How many threads native operations may use for the calling thread: the most of oneDNN's and OpenBLAS's numbers. */
    public static int inUse() {
        return Math.max(operations().ompGetMaxThreads(), Nd4j.factory().blas().getMaxThreads());
    }

    /** Not again when nothing changes: OpenBLAS would stop other threads meanwhile. */
    private static synchronized void useInJvm(int threads) {
        if (threads != ofThisJvm) {
            Nd4j.getEnvironment().setMaxMasterThreads(threads);
            Nd4j.factory().blas().setMaxThreads(threads);
            ofThisJvm = threads;
        }
    }

    private static NativeOps operations() {
        Nd4j.getBackend(); // the holder finds its settings only once Nd4j has been initialized
        return NativeOpsHolder.getInstance().getDeviceNativeOps();
    }
}
