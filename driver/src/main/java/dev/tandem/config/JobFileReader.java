package dev.tandem.config;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads job files.
 *
 * <pre>
 * Problems problems = new Problems("job.yaml");
 * JobFile job = JobFileReader.read(path, List.of("fit.epochs=3"), System.getenv(), problems);
 * …more checks add to the problems…
 * problems.throwIfAny();                        // before this, the job is of use for further checks only
 * </pre>
 */
public final class JobFileReader {

    private JobFileReader() {}

    /**
     * Reads a job file and records what is wrong with it.
     *
     * @param file the YAML file
     * @param settings overrides and variables, each {@code key=value}
     * @param environment variables that no setting gives
     * @param problems takes the mistakes
     * @return the job, with stand-ins where there are mistakes
     * @throws JobFileException at once if the file cannot be read or is no YAML: nothing else can be checked then
     */
    public static JobFile read(Path file, List<String> settings, Map<String, String> environment, Problems problems) {
        return readText(load(file, problems), settings, environment, problems);
    }

    static JobFile readText(String text, List<String> settings, Map<String, String> environment, Problems problems) {
        Overrides overrides = new Overrides(settings, problems);
        Variables variables = new Variables(overrides.asVariables(), environment);
        YamlTree yaml = new YamlTree(variables, problems);
        Map<String, @Nullable Object> tree = asMap(yaml.readFile(text), problems);
        overrides.applyTo(tree, JobFile.KEYS, yaml, problems);
        overrides.reportUnused(JobFile.KEYS, variables, problems);
        Section root = new Section("", tree, problems);
        JobFile job = JobFile.read(root);
        root.finish();
        return job;
    }

    /**
     * Reads a job that Tandem wrote, for comparison only: nothing in it is checked. Keys that were not known when it was written have their
     * defaults, keys that are not known any more stay.
     *
     * @return its values by path
     * @throws JobFileException if it is no YAML of keys and values
     */
    static Map<String, @Nullable Object> readResolved(String file, String text) {
        Problems problems = new Problems(file);
        Variables none = new Variables(Map.of(), Map.of());
        Map<String, @Nullable Object> tree = asMap(new YamlTree(none, problems).readFile(text), problems);
        Map<String, @Nullable Object> values = Leaves.of(
                JobFile.read(new Section("", tree, new Problems(file))).resolved());
        values.putAll(Leaves.of(tree));
        return values;
    }

    private static String load(Path file, Problems problems) {
        try {
            return Files.readString(file);
        } catch (MalformedInputException e) {
            problems.add("", "is no text in UTF-8");
        } catch (IOException e) {
            problems.add("", Files.exists(file) ? "cannot be read: " + e.getMessage() : "no such file");
        }
        problems.throwIfAny();
        return "";
    }

    private static Map<String, @Nullable Object> asMap(@Nullable Object value, Problems problems) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, item) -> tree.put(key.toString(), item));
            return tree;
        }
        if (problems.isEmpty()) {
            String found = value == null ? "is empty" : "is '" + value + "'";
            problems.add("", found + ": it must hold keys and values (name: …, model: …, data: …)");
        }
        problems.throwIfAny();
        return tree;
    }
}
