package dev.tandem.image;

import java.io.File;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Folders of this machine for temporary files, where Spark has its own: they are meant to be large, and cleaned up with the application. */
final class LocalFolders {

    private LocalFolders() {}

    /** Those of this JVM, the one with the most room first. */
    static List<File> here() {
        return named(System.getenv(), System::getProperty).stream()
                .sorted(Comparator.comparingLong(File::getUsableSpace).reversed())
                .toList();
    }

    /**
     * Spark's own, by the names under which YARN, a standalone worker, Kubernetes or the user tells an executor; the JVM's where nobody does.
     *
     * @param environment of the process
     * @param properties of the JVM, by name
     */
    static List<File> named(Map<String, String> environment, UnaryOperator<@Nullable String> properties) {
        if (environment.containsKey("CONTAINER_ID") && environment.containsKey("LOCAL_DIRS")) {
            return split(environment.get("LOCAL_DIRS"), ",");
        }
        if (environment.containsKey("SPARK_EXECUTOR_DIRS")) {
            return split(environment.get("SPARK_EXECUTOR_DIRS"), File.pathSeparator);
        }
        if (environment.containsKey("SPARK_LOCAL_DIRS")) {
            return split(environment.get("SPARK_LOCAL_DIRS"), ",");
        }
        String named = properties.apply("spark.local.dir");
        return split(named == null ? properties.apply("java.io.tmpdir") : named, ",");
    }

    private static List<File> split(@Nullable String folders, String separator) {
        return Arrays.stream(String.valueOf(folders).split(separator, -1))
                .map(String::strip)
                .filter(folder -> !folder.isEmpty())
                .map(File::new)
                .toList();
    }
}
