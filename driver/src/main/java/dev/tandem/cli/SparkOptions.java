package dev.tandem.cli;

import dev.tandem.cluster.Cluster;
import dev.tandem.model.NativeLibrary;
import dev.tandem.model.NativeSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command that starts Spark takes. */
final class SparkOptions {

    @Option(
            names = "--master",
            paramLabel = "MASTER",
            description =
                    "Spark's master. Default: spark-submit's, else local[N] with a thread per replica, up to the cores.")
    private @Nullable String master;

    /** The master to take for so many replicas. */
    String master(int replicas) {
        return Master.choose(
                master, System.getProperties(), replicas, Runtime.getRuntime().availableProcessors());
    }

    /** Starts Spark with a job's settings. */
    Cluster start(String name, int replicas, List<Path> jars, Map<String, String> settings) {
        List<String> paths = jars.stream().map(Path::toString).toList();
        return Cluster.start(name, Optional.of(master(replicas)), paths, settings);
    }

    /** By the job file's settings of Spark, then those of the command line. */
    static void loadNativeLibrary(Map<String, String> settings) {
        NativeSettings.adopt(name -> Optional.ofNullable(settings.get(name)));
        NativeSettings.adopt(name -> Optional.ofNullable(System.getProperty(name)));
        NativeLibrary.load();
    }
}
