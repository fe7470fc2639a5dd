package dev.tandem.task;

import dev.tandem.model.NativeLibrary;
import dev.tandem.model.NativeSettings;
import dev.tandem.model.NativeThreads;
import java.util.Optional;
import org.apache.spark.SparkConf;

/**
 * How a task computes, on which the bits of its results depend.
 *
 * @param nativeLibrary as from {@link NativeLibrary#inUse}
 * @param cpu as from {@link NativeLibrary#cpu}
 * @param threads that native operations may use
 */
public record Computing(String nativeLibrary, String cpu, int threads) {

    /** Readies this JVM and the calling thread: the best native library, and a native thread for each of the task's cores. */
    static Computing prepare(SparkConf application, int cores) {
        NativeSettings.adopt(name -> Optional.ofNullable(application.get(name, null)));
        NativeLibrary.load();
        NativeThreads.use(cores);
        return new Computing(NativeLibrary.inUse(), NativeLibrary.cpu(), NativeThreads.inUse());
    }

    @Override
    public String toString() {
        return nativeLibrary + " on a CPU that runs " + cpu + ", " + threads + (threads == 1 ? " thread" : " threads");
    }
}
