package dev.tandem.cli;

import dev.tandem.config.JobFile;
import dev.tandem.config.JobFileReader;
import dev.tandem.config.Problems;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every command on a job file takes. */
final class JobOptions {

    @Parameters(index = "0", paramLabel = "JOB.yaml", description = "The job file.")
    private Path file = Path.of("");

    @Option(
            names = "--set",
            paramLabel = "key=value",
            description =
                    "Change a value of the job file (fit.epochs=3), replace a section, or give a variable for ${key}.")
    private List<String> settings = new ArrayList<>();

    @Option(names = "--jars", split = ",", paramLabel = "JAR", description = "Jars with classes that the job names.")
    private List<Path> jars = new ArrayList<>();

    JobOptions() {}

    JobOptions(Path file, List<String> settings, List<Path> jars) {
        this.file = file;
        this.settings = settings;
        this.jars = jars;
    }

    List<Path> jars() {
        return jars;
    }

    Problems problems() {
        return new Problems(file.toString());
    }

    /** Reads the job file; its classes can be found from then on. */
    JobFile read(Problems problems) {
        addJars(problems);
        return JobFileReader.read(file, settings, System.getenv(), problems);
    }

    /** Reports the jars that are missing; classes in the others can be found from then on. */
    void addJars(Problems problems) {
        List<URL> urls = new ArrayList<>();
        for (Path jar : jars) {
            if (Files.isRegularFile(jar)) {
                urls.add(url(jar));
            } else {
                problems.add("--jars", "no such file: " + jar);
            }
        }
        Thread thread = Thread.currentThread();
        if (!urls.isEmpty()) {
            thread.setContextClassLoader(new URLClassLoader(urls.toArray(URL[]::new), thread.getContextClassLoader()));
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toAbsolutePath().toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("Invalid jar: " + jar, e);
        }
    }
}
