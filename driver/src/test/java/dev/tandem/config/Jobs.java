package dev.tandem.config;

import java.util.List;
import java.util.Map;

/** Job texts for tests and what is wrong with them. */
final class Jobs {

    /** The least that a job must say; its data is a class, so that no file is needed. */
    static final String LEAST = """
            name: least
            model: {zoo: mlp, input_shape: [4], classes: 3}
            data:
              train: {class: com.acme.MySequence}
            """;

    private Jobs() {}

    static JobFile read(String text, String... settings) {
        Problems problems = new Problems("job.yaml");
        JobFile job = JobFileReader.readText(text, List.of(settings), Map.of("HOME_OF_DATA", "/data"), problems);
        problems.throwIfAny();
        return job;
    }

    /** The lines of the report; empty if all is well. */
    static List<String> mistakes(String text, String... settings) {
        try {
            read(text, settings);
            return List.of();
        } catch (JobFileException e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
    }
}
