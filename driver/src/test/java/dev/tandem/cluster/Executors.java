package dev.tandem.cluster;

import java.util.List;

/** The executors that this JVM's {@code local-cluster} runs in JVMs of their own. */
final class Executors {

    private Executors() {}

    static List<ProcessHandle> all() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().commandLine().orElse("").contains("CoarseGrainedExecutorBackend"))
                .toList();
    }
}
