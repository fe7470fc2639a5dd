package dev.tandem.fault;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/**
 * This JVM's class path for many short-lived others: all jars, as Java's class data sharing wants them, so that one process can leave
 * what it has loaded to all later ones. They start in two thirds of the time.
 */
final class SharedClasses {

    private final String path;
    private final Path archive;
    private boolean isDue;

    /** @param folder for jars and the archive */
    SharedClasses(Path folder) throws IOException {
        List<String> jars = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (Files.isRegularFile(Path.of(entry))) {
                jars.add(entry);
            } else if (Files.isDirectory(Path.of(entry))) {
                jars.add(pack(Path.of(entry), folder.resolve("classes-" + jars.size() + ".jar")));
            }
        }
        path = String.join(File.pathSeparator, jars);
        archive = folder.resolve("classes.jsa");
    }

    private static String pack(Path classes, Path jar) throws IOException {
        ToolProvider tool = ToolProvider.findFirst("jar").orElseThrow();
        if (tool.run(System.out, System.err, "cf", jar.toString(), "-C", classes.toString(), ".") != 0) {
            throw new IOException("Cannot make " + jar + " of " + classes);
        }
        return jar.toString();
    }

    String path() {
        return path;
    }

    /** The next process leaves its classes behind when it ends by itself. */
    void archiveNext() {
        isDue = true;
    }

    /** For a process that takes what has been left behind, if anything. */
    String option() {
        return "-XX:SharedArchiveFile=" + archive;
    }

    /** For the next process. */
    List<String> nextOptions() {
        boolean dumps = isDue;
        isDue = false;
        if (dumps) {
            return List.of("-XX:ArchiveClassesAtExit=" + archive);
        }
        return Files.exists(archive) ? List.of(option()) : List.of();
    }
}
