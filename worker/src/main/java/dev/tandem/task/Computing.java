package dev.tandem.task;

import dev.tandem.model.NativeKernels;
import dev.tandem.model.NativeLibrary;
import dev.tandem.model.NativeSettings;
import dev.tandem.model.NativeThreads;
import java.util.Optional;
import org.apache.spark.SparkConf;

/**
 * How a task computes, on which the bits of its results depend.
 *
 * @param nativeLibrary as from {@link NativeLibrary#inUse}
 * @param kernels as from {@link NativeKernels#inUse}
 * @param threads that native operations may use
 */
public record Computing(String nativeLibrary, String kernels, int threads) {

    /** Readies this JVM and the calling thread: the best native library, and a native thread for each of the task's cores. */
    static Computing prepare(SparkConf application, int cores) {
        NativeSettings.adopt(name -> Optional.ofNullable(application.get(name, null)));
        NativeLibrary.load();
        NativeThreads.use(cores);
        return new Computing(NativeLibrary.inUse(), NativeKernels.inUse(), NativeThreads.inUse());
    }

    @Override
    public String toString() {
        return nativeLibrary + ", " + kernels + ", " + threads + (threads == 1 ? " thread" : " threads");
    }
}
